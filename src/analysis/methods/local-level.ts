/** Method local-level: a random walk plus noise plus regressors, for any regular series (methods, section 5b). */
import { z } from 'zod';
import { method } from '#model';
import { designOf } from '../statistics/design.ts';
import { fitLocalLevel } from '../statistics/local-level.ts';
import { invalid } from '../statistics/refusal.ts';

const Input = z.strictObject({
  values: z
    .array(z.number())
    .max(20_000)
    .describe('equally spaced in time, on the scale to be modelled (such as logs)'),
  regressors: z
    .array(z.strictObject({ name: z.string().min(1).max(80), values: z.array(z.number()).max(20_000) }))
    .max(40)
    .default([]),
});
const Output = z.strictObject({
  coefficients: z.array(z.strictObject({ name: z.string(), estimate: z.number(), standardError: z.number() })),
  levelVariance: z.number(),
  noiseVariance: z.number(),
  signalToNoise: z.number().nullable().describe('null: all variation is the level’s'),
  movingAverage: z.number(),
  logLikelihood: z.number().describe('diffuse, n − 1 terms'),
  n: z.number(),
});

export const localLevel = method<z.infer<typeof Input>, z.infer<typeof Output>>({
  id: 'local-level',
  version: 1,
  question: 'What moved a drifting series: its level, or the regressors?',
  source: 'methods 5b; Durbin & Koopman 2012; Brodersen et al. 2015 for the use',
  input: Input,
  output: Output,
  assumptions: [
    'errors and level changes are normal, independent, and of constant variance',
    'the effect of each regressor is constant',
  ],
  compute: ({ values, regressors }) => {
    regressors.forEach((regressor, index) => {
      if (regressor.values.length !== values.length) {
        throw invalid(
          `regressors[${index}].values`,
          `${regressor.values.length} values for ${values.length} observations.`,
        );
      }
    });
    const named = regressors.map(({ name, values: column }) => [name, column] as const);
    const { coefficients, standardErrors, signalToNoise, ...fit } = fitLocalLevel(
      values,
      named.length === 0 ? null : designOf(named),
    );
    return {
      coefficients: regressors.map(({ name }, j) => ({
        name,
        estimate: coefficients[j] ?? NaN,
        standardError: standardErrors[j] ?? NaN,
      })),
      signalToNoise: Number.isFinite(signalToNoise) ? signalToNoise : null,
      ...fit,
    };
  },
});
