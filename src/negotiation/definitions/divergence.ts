/** Method 8, definition divergence: on how many cases do two holders of a term answer differently? */
import { z } from 'zod';
import { krippendorffAlpha } from '#analysis';
import { ServandaError, method, truthValues, type Truth } from '#model';

const name = z.string().min(1).max(200);

export const DivergenceInput = z.strictObject({
  cases: z.array(name).min(1).max(20_000),
  holders: z
    .array(z.strictObject({ id: name, answers: z.array(z.enum(truthValues)).max(20_000) }))
    .min(2)
    .max(200)
    .describe('for each holder, whether each case falls under its variant of the term'),
});
export type DivergenceInput = z.infer<typeof DivergenceInput>;

/** Two holders. The share lies between `lower` (one surely yes, the other surely no) and `upper` (or one unknown). */
export interface PairDivergence {
  a: string;
  b: string;
  /** Share of cases with differing answers, among the cases that both decide; null where there are none. */
  differing: number | null;
  lower: number;
  upper: number;
  /** Cases that both decide. */
  n: number;
}

export interface DivergenceResult {
  cases: number;
  pairs: PairDivergence[];
  /** Krippendorff's alpha, nominal, holders as raters; unknown counts as not rated. 1: no divergence. */
  alpha: number | null;
  pairable: number;
  /** Cases on which some holder surely says yes and another surely no. */
  divided: { case: string; yes: string[]; no: string[]; unknown: string[] }[];
}

export function computeDivergence({ cases, holders }: DivergenceInput): DivergenceResult {
  for (const [index, { id, answers }] of holders.entries()) {
    if (answers.length !== cases.length) {
      throw new ServandaError(
        'INPUT_INVALID',
        `Holder "${id}" has ${answers.length} answers for ${cases.length} cases.`,
        {
          place: { field: `holders.${index}.answers` },
        },
      );
    }
  }
  const code = (answer: Truth): number | null => (answer === 'unknown' ? null : answer === 'true' ? 1 : 0);
  const { alpha, pairable } = krippendorffAlpha(
    holders.map(({ answers }) => answers.map(code)),
    'nominal',
  );
  const who = (index: number, answer: Truth): string[] =>
    holders.filter(({ answers }) => answers[index] === answer).map(({ id }) => id);
  return {
    cases: cases.length,
    pairs: holders.flatMap((a, index) =>
      holders.slice(index + 1).map((b) => ({ a: a.id, b: b.id, ...compareAnswers(a.answers, b.answers) })),
    ),
    alpha,
    pairable,
    divided: cases
      .map((one, index) => ({
        case: one,
        yes: who(index, 'true'),
        no: who(index, 'false'),
        unknown: who(index, 'unknown'),
      }))
      .filter(({ yes, no }) => yes.length > 0 && no.length > 0),
  };
}

function compareAnswers(a: readonly Truth[], b: readonly Truth[]): Omit<PairDivergence, 'a' | 'b'> {
  let [decided, differing] = [0, 0];
  a.forEach((answer, index) => {
    const other = b[index];
    if (answer === 'unknown' || other === 'unknown') return;
    decided += 1;
    if (answer !== other) differing += 1;
  });
  return {
    differing: decided === 0 ? null : differing / decided,
    lower: differing / a.length,
    upper: (differing + a.length - decided) / a.length,
    n: decided,
  };
}

const n = z.number();
export const divergenceMethod = method<DivergenceInput, DivergenceResult>({
  id: 'definition-divergence',
  version: 1,
  question: 'On how many cases do the holders of a term answer differently?',
  source: 'Methods, section 8 (definition divergence); Krippendorff 2019 (alpha)',
  input: DivergenceInput,
  output: z.object({
    cases: n,
    pairs: z.array(z.object({ a: z.string(), b: z.string(), differing: n.nullable(), lower: n, upper: n, n })),
    alpha: n.nullable(),
    pairable: n,
    divided: z.array(
      z.object({
        case: z.string(),
        yes: z.array(z.string()),
        no: z.array(z.string()),
        unknown: z.array(z.string()),
      }),
    ),
  }),
  assumptions: [
    'every case counts once: the share depends on the bank of cases, and compares holders over one bank only',
    'unknown is no answer: it widens the range and is left out of alpha',
  ],
  compute: computeDivergence,
});
