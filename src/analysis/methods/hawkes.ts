/** Method hawkes: do events bring on further events? (methods, section 10) */
import { z } from 'zod';
import { method } from '#model';
import { checkTimes, fitHawkes, hawkesLogLikelihood } from '../statistics/hawkes.ts';

const Positive = z.number().gt(0);
const Parameters = { mu: Positive, alpha: z.number().min(0), beta: Positive };
const Input = z.strictObject({
  times: z.array(z.number().min(0)).max(100_000).describe('rising, from the beginning of observation'),
  until: Positive.describe('end of observation'),
  parameters: z.strictObject(Parameters).optional().describe('with them, only their likelihood; without, a fit'),
});
const Output = z.strictObject({
  logLikelihood: z.number(),
  ...Parameters,
  branchingRatio: z.number().describe('further events brought on by one event; stable below 1'),
  meanRate: z.number().nullable().describe('null where the process is not stable'),
  fit: z
    .strictObject({
      aic: z.number(),
      poisson: z.strictObject({ rate: z.number(), logLikelihood: z.number(), aic: z.number() }),
      aicDifference: z.number().describe('Poisson minus Hawkes: above 2 speaks for Hawkes'),
    })
    .nullable(),
});

export const hawkes = method<z.infer<typeof Input>, z.infer<typeof Output>>({
  id: 'hawkes',
  version: 1,
  question: 'Do events bring on further events, more than a steady rate would?',
  source: 'methods section 10; Hawkes 1971; Ozaki 1979',
  input: Input,
  output: Output,
  assumptions: [
    'the base rate does not change over the time observed: a trend looks like events that bring on others',
    'a fit needs 50 events, and stands beside the Poisson process by AIC',
  ],
  compute: ({ times, until, parameters }) => {
    if (parameters) {
      checkTimes(times, until);
      const branchingRatio = parameters.alpha / parameters.beta;
      return {
        logLikelihood: hawkesLogLikelihood(times, until, parameters),
        ...parameters,
        branchingRatio,
        meanRate: branchingRatio < 1 ? parameters.mu / (1 - branchingRatio) : null,
        fit: null,
      };
    }
    const { aic, poisson, aicDifference, ...found } = fitHawkes(times, until);
    return { ...found, fit: { aic, poisson, aicDifference } };
  },
});
