/** Method 8, similarity of voting records: S, Cohen's kappa and Scott's pi for every pair of voters. */
import { z } from 'zod';
import { ServandaError, method } from '#model';

/** 1 yes, 2 abstain, 3 no; null: absent, which is missing and not an abstention. */
export const VoteCode = z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable();

export const SimilarityInput = z.strictObject({
  items: z.array(z.string().min(1).max(200)).min(1).max(5000),
  voters: z
    .array(z.strictObject({ id: z.string().min(1).max(120), votes: z.array(VoteCode).max(5000) }))
    .min(2)
    .max(400),
});
export type SimilarityInput = z.infer<typeof SimilarityInput>;

/** Two voters over the items on which both voted. Null where the number cannot be stated, with n saying why. */
export interface PairSimilarity {
  a: string;
  b: string;
  n: number;
  /** 1 - 2 Σ|x - y| / (2n): 1 always alike, -1 always opposed (Signorino and Ritter 1999). */
  s: number | null;
  /** Agreement beyond what the two voters' own shares of yes, abstain and no would give (Cohen 1960). */
  kappa: number | null;
  /** The same with the shares of the two voters pooled (Scott 1955). */
  pi: number | null;
}

/** Every pair, in the order of the input. */
export function computeSimilarity({ items, voters }: SimilarityInput): { pairs: PairSimilarity[] } {
  for (const [index, { id, votes }] of voters.entries()) {
    if (votes.length !== items.length) {
      throw new ServandaError(
        'INPUT_INVALID',
        `Voter "${id}" has ${votes.length} votes for ${items.length} items; write null where it was absent.`,
        { place: { field: `voters.${index}.votes` } },
      );
    }
  }
  return {
    pairs: voters.flatMap((a, index) =>
      voters.slice(index + 1).map((b) => ({ a: a.id, b: b.id, ...compareVotes(a.votes, b.votes) })),
    ),
  };
}

/** Compares two rows of votes. */
export function compareVotes(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
): Omit<PairSimilarity, 'a' | 'b'> {
  const both = a.flatMap((x, index) => {
    const y = b[index] ?? null;
    return x === null || y === null ? [] : [{ x, y }];
  });
  const n = both.length;
  if (n === 0) return { n, s: null, kappa: null, pi: null };
  const distance = both.reduce((sum, { x, y }) => sum + Math.abs(x - y), 0);
  const agreement = both.filter(({ x, y }) => x === y).length / n;
  const share = (code: number, of: 'x' | 'y'): number => both.filter((pair) => pair[of] === code).length / n;
  const codes = [1, 2, 3];
  const byKappa = codes.reduce((sum, code) => sum + share(code, 'x') * share(code, 'y'), 0);
  const byPi = codes.reduce((sum, code) => sum + ((share(code, 'x') + share(code, 'y')) / 2) ** 2, 0);
  return {
    n,
    s: 1 - (2 * distance) / (2 * n),
    kappa: byKappa === 1 ? null : (agreement - byKappa) / (1 - byKappa),
    pi: byPi === 1 ? null : (agreement - byPi) / (1 - byPi),
  };
}

const share = z.number().nullable();
const SimilarityOutput = z.object({
  pairs: z.array(z.object({ a: z.string(), b: z.string(), n: z.number(), s: share, kappa: share, pi: share })),
});

export const similarityMethod = method<SimilarityInput, { pairs: PairSimilarity[] }>({
  id: 'vote-similarity',
  version: 1,
  question: 'How alike do two parties vote, and how much of it is that nearly everybody votes alike?',
  source:
    'Methods, section 8; Signorino and Ritter 1999, International Studies Quarterly 43; Häge 2011, Political Analysis 19; Cohen 1960; Scott 1955',
  input: SimilarityInput,
  output: SimilarityOutput,
  assumptions: [
    'yes, abstain and no lie at equal distances',
    'an absence is missing, not an abstention',
    'S is high wherever most vote alike; kappa and pi take that out, and cannot be stated where both always cast one and the same vote',
  ],
  compute: computeSimilarity,
});
