/** Method poisson-binomial: the exact distribution of how many of n unlike events happen (methods, section 1). */
import { z } from 'zod';
import { method } from '#model';
import { poissonBinomial, quantileOf } from '../coverage/poisson-binomial.ts';

const Input = z.strictObject({
  chances: z.array(z.number().min(0).max(1)).min(1).max(20_000),
  levels: z.array(z.number().gt(0).lt(1)).max(100).default([0.05, 0.5, 0.95]),
});
const Output = z.strictObject({
  mean: z.number(),
  variance: z.number(),
  probabilities: z.array(z.number()).describe('of exactly k, k = 0..n'),
  quantiles: z.array(z.strictObject({ level: z.number(), value: z.number() })),
});

export const poissonBinomialMethod = method<z.infer<typeof Input>, z.infer<typeof Output>>({
  id: 'poisson-binomial',
  version: 1,
  question: 'If each of n operations is by a party with its own chance, how many of them are?',
  source: 'methods section 1; Hong 2013, Comput. Stat. Data Anal. 59',
  input: Input,
  output: Output,
  assumptions: ['the events are independent given their chances'],
  compute: ({ chances, levels }) => {
    const distribution = poissonBinomial(chances);
    return {
      ...distribution,
      quantiles: levels.map((level) => ({ level, value: quantileOf(distribution, level) })),
    };
  },
});
