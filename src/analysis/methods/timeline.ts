/** Method timeline: which commitments bound whom on a date, and what was known then (methods, section 11). */
import { z } from 'zod';
import { DateText, DayText, anyTruth, method, parseDay, type Truth } from '#model';
import { allenRelation, allenRelations } from '../timeline/allen.ts';
import { networkOf } from '../timeline/network.ts';
import { checkRows, holds } from '../timeline/rows.ts';

const Name = z.string().min(1).max(200);
const Interval = z.strictObject({ from: DayText, to: DayText.nullable().default(null) });
const Input = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        party: Name,
        agreement: Name.default('agreement'),
        validFrom: DateText,
        validUntil: DateText.nullable().default(null).describe('excluded'),
        recordedFrom: DayText,
        recordedUntil: DayText.nullable().default(null).describe('excluded'),
      }),
    )
    .max(100_000),
  questions: z
    .array(z.strictObject({ valid: DayText, known: DayText }))
    .max(1000)
    .default([]),
  intervals: z
    .array(z.strictObject({ a: Interval, b: Interval }))
    .max(10_000)
    .default([]),
});
type Input = z.infer<typeof Input>;

const Degree = { degree: z.number(), possible: z.number() };
const Output = z.strictObject({
  answers: z.array(
    z.strictObject({
      valid: z.string(),
      known: z.string(),
      parties: z.array(z.string()).describe('bound to any of the agreements'),
      possibly: z.array(z.string()),
      network: z.strictObject({
        parties: z.array(z.strictObject({ party: z.string(), ...Degree })),
        agreements: z.array(z.strictObject({ agreement: z.string(), ...Degree })),
        ties: z.strictObject({ certain: z.number(), possible: z.number() }),
        shared: z.array(z.strictObject({ a: z.string(), b: z.string(), both: z.number(), jaccard: z.number() })),
      }),
    }),
  ),
  relations: z.array(z.enum(allenRelations)),
});

function answer({ rows }: Input, valid: string, known: string): z.infer<typeof Output>['answers'][number] {
  const truths = new Map<string, { party: string; agreement: string; truths: Truth[] }>();
  for (const row of rows) {
    const truth = holds(row, valid, known);
    if (truth === 'false') continue;
    const key = JSON.stringify([row.party, row.agreement]);
    const tie = truths.get(key);
    if (tie) tie.truths.push(truth);
    else truths.set(key, { party: row.party, agreement: row.agreement, truths: [truth] });
  }
  const ties = [...truths.values()].map(({ party, agreement, truths: all }) => ({
    party,
    agreement,
    inForce: anyTruth(all),
  }));
  const bound = (truth: Truth): string[] =>
    [...new Set(ties.filter(({ inForce }) => inForce === truth).map(({ party }) => party))].sort();
  const parties = bound('true');
  return {
    valid,
    known,
    parties,
    possibly: bound('unknown').filter((party) => !parties.includes(party)),
    network: networkOf(ties),
  };
}

export const timeline = method<Input, z.infer<typeof Output>>({
  id: 'timeline',
  version: 1,
  question: 'Which commitments bound whom on a date, and what did we know then?',
  source: 'methods section 11; Snodgrass 1999; SQL:2011; Allen 1983',
  input: Input,
  output: Output,
  assumptions: [
    'intervals are half-open: on the day of its end something no longer holds',
    'an imprecise date answers possibly where its days lie on both sides of the question',
    'a correction closes the old row and opens a new one; rows are never edited',
  ],
  compute: (input) => {
    checkRows(input.rows);
    const day = ({ from, to }: z.infer<typeof Interval>): { from: number; to: number | null } => ({
      from: parseDay(from),
      to: to === null ? null : parseDay(to),
    });
    return {
      answers: input.questions.map(({ valid, known }) => answer(input, valid, known)),
      relations: input.intervals.map(({ a, b }) => allenRelation(day(a), day(b))),
    };
  },
});
