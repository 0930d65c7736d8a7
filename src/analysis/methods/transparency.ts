/** Method transparency: who has reported what they owe, with what evidence (methods, section 7). */
import { z } from 'zod';
import { DayText, method } from '#model';
import { crosswalks, levelOf } from '../transparency/crosswalk.ts';
import { computeTransparency, type Obligation } from '../transparency/obligations.ts';
import { invalid } from '../statistics/refusal.ts';

const schemes = crosswalks.map(({ scheme }) => scheme);
const Input = z.strictObject({
  asOf: DayText,
  scheme: z.enum(schemes).optional().describe('levels are then words of this scheme'),
  obligations: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(300),
        party: z.string().min(1).max(200),
        due: DayText,
        filed: DayText.nullable(),
        level: z
          .union([z.number(), z.string().max(60)])
          .nullable()
          .default(null)
          .describe('0 to 3, or a word of the scheme; null: not known'),
        evidence: z.number().nullable().default(null).describe('0 to 4; from 3 on verified; null: not known'),
        weight: z.number().min(0).default(1),
      }),
    )
    .max(100_000),
});
type Input = z.infer<typeof Input>;

const Rate = z.strictObject({ value: z.number(), n: z.number() }).nullable();
const Maybe = z.number().nullable();
const Output = z.strictObject({
  asOf: z.string(),
  due: z.number(),
  notYetDue: z.number(),
  filed: z.number(),
  filingRate: Rate.describe('null where nothing is due'),
  onTimeRate: Rate,
  implementation: Rate.describe('what was not filed as 0'),
  implementationOfFiled: Rate,
  verified: Rate,
  levelUnknown: z.number(),
  levels: z.array(z.number()).describe('filed obligations at each level, from 0 up'),
  evidence: z.array(z.number()),
  delay: z
    .strictObject({ value: Maybe, lower: Maybe, upper: Maybe })
    .nullable()
    .describe('median days from due to filed'),
});

function obligationsOf({ obligations, scheme }: Input): Obligation[] {
  return obligations.map((one, index) => {
    const { level } = one;
    if (typeof level !== 'string') return { ...one, level };
    const found = scheme === undefined ? undefined : levelOf(scheme, level);
    if (found === undefined) {
      throw invalid(
        `obligations.${index}.level`,
        `"${level}" is no word of ${scheme ?? 'a scheme, because none is named'}; known schemes: ${schemes.join(', ')}`,
      );
    }
    return { ...one, level: found };
  });
}

export const transparency = method<Input, z.infer<typeof Output>>({
  id: 'transparency',
  version: 1,
  question: 'Who has reported what they owe, on time, and with what evidence?',
  source: 'methods section 7; crosswalk of Peace Accords Matrix, OGP IRM and FATF scales',
  input: Input,
  output: Output,
  assumptions: [
    'what is not due by the as-of date is left out; what is not filed counts as level 0, and the score over filed ones stands beside it',
    'a level that is not known is left out and counted, never zero',
    'levels are ordinal: publish their distribution; the mean is a convenience',
    'verified means evidence of at least 3, an independent reviewer (project convention)',
  ],
  compute: (input) => computeTransparency(obligationsOf(input), input.asOf),
});
