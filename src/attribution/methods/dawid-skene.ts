/** Method `dawid-skene`: how reliable each source is, from what they said of many incidents. */
import { ServandaError, method } from '#model';
import { z } from 'zod';
import { dawidSkene } from '../credence/dawid-skene.ts';

const Input = z.strictObject({
  counts: z
    .array(z.array(z.array(z.number().int().min(0).max(10_000)).max(50)).max(200))
    .min(1)
    .max(20_000)
    .describe('counts[item][source][label]'),
  labels: z.number().int().min(2).max(50),
  randomStarts: z.number().int().min(0).max(1000).default(20),
  seed: z.number().int().min(0).max(0x7fffffff).default(1),
  /** The rule for incidents: at least 50, with 3 sources each; other kinds of items may be smaller. */
  minimumItems: z.number().int().min(1).default(50),
  minimumSources: z.number().int().min(1).default(3),
});

const Output = z.object({
  prevalence: z.array(z.number()),
  confusion: z.array(z.array(z.array(z.number()))),
  posterior: z.array(z.array(z.number())),
  logLikelihood: z.number(),
  iterations: z.number(),
  bestOfRandomStarts: z.number().nullable(),
  betterModeExists: z.boolean(),
  warning: z.string(),
});

const warning =
  'Sources are assumed to err independently, which is false where one repeats another; the likelihood has several modes.';

export const dawidSkeneMethod = method({
  id: 'dawid-skene',
  version: 1,
  question: 'How often does each source err, judged by what all of them said of many incidents?',
  source: 'methods section 3; Dawid and Skene 1979',
  input: Input,
  output: Output,
  assumptions: [warning, 'refused below 50 items or 3 sources an item, unless the input says otherwise'],
  compute: (input) => {
    const rated = input.counts.map((item) => item.filter((given) => given.some((count) => count > 0)).length);
    const fewest = Math.min(...rated);
    if (rated.length < input.minimumItems || fewest < input.minimumSources) {
      throw new ServandaError(
        'REFUSED',
        `${rated.length} items with at least ${fewest} sources each cannot carry this estimate; it needs ${input.minimumItems} items with ${input.minimumSources} sources each.`,
        { details: { items: rated.length, fewestSources: fewest } },
      );
    }
    return { ...dawidSkene(input), warning };
  },
});
