/**
 * When keeping a promise is in a state's own interest although attribution is imperfect (methods, section 9; Green and
 * Porter 1984; Abreu, Pearce and Stacchetti 1990). Payoffs a period: R if both keep it, T for breaking it alone, P while
 * an answer lasts, T > R > P. An answer starts with probability p after a violation and q after full compliance, and
 * lasts N periods (null: for ever). All formulas in g = (T - R)/(R - P) and A = p - (1 + g)q.
 */
import { z } from 'zod';
import { ServandaError, method } from '#model';

const chance = z.number().min(0).max(1);

export const ComplianceInput = z.strictObject({
  payoffs: z.strictObject({
    R: z.number().describe('a period in which both keep the promise'),
    T: z.number().describe('a period of breaking it alone'),
    P: z.number().describe('a period of the answer'),
  }),
  discount: z.number().gt(0).lt(1).describe('worth today of 1 next period'),
  answered: chance.describe('p: probability that an answer follows a violation'),
  falselyAnswered: chance.describe('q: probability that one follows full compliance'),
  length: z.number().int().min(1).max(100_000).nullable().default(null).describe('N periods; null: for ever'),
  delay: z.number().min(0).max(1000).default(0).describe('periods by which the answer comes late'),
  twoSided: z
    .strictObject({ answeredOne: chance, falselyOne: chance, falselyTwo: chance })
    .nullable()
    .default(null)
    .describe('two states with errors of their own: replaces p and q by p = 1-(1-p1)(1-q2), q = 1-(1-q1)(1-q2)'),
});
export type ComplianceInput = z.infer<typeof ComplianceInput>;

export interface ComplianceResult {
  p: number;
  q: number;
  /** Temptation: the gain of a violation in units of what an answer costs a period. */
  g: number;
  /** What an answer deters with: A > 0 is necessary. */
  A: number;
  /** p/q; null where q = 0. Must exceed 1 + g. */
  likelihoodRatio: number | null;
  complies: boolean;
  /** Left minus right side of the condition, in units of R - P: ≥ 0 keeps the promise. */
  slack: number;
  /** Smallest discount factor at this length, and at an answer without end; null: none below 1. */
  discountNeeded: number | null;
  discountNeededForever: number | null;
  /** Shortest answer that suffices; null: none does. */
  shortestAnswer: number | null;
  /** Average value a period at this length, at the shortest sufficient one, and without end. */
  value: number;
  valueAtShortest: number | null;
  valueForever: number;
  /** What false attribution costs a period at this length: R minus value. */
  lostToFalseAttribution: number;
}

/** Probabilities that some answer starts, where two states err independently. */
export function twoSidedChances(answeredOne: number, falselyOne: number, falselyTwo: number): { p: number; q: number } {
  return { p: 1 - (1 - answeredOne) * (1 - falselyTwo), q: 1 - (1 - falselyOne) * (1 - falselyTwo) };
}

/** δ + δ² + … + δ^N; δ/(1 - δ) for N = null. */
export function discountSum(discount: number, length: number | null): number {
  if (length === null) return discount / (1 - discount);
  return (discount * (1 - discount ** length)) / (1 - discount);
}

/**
 * δ^L A Σ_{k≤N} δ^k - g, which is the condition δ(1-δ^N)A ≥ g(1-δ) divided by 1-δ. An answer that comes L periods late
 * is worth δ^L of it; that answers of the meantime may overlap is left out.
 */
export function slackOf(at: {
  p: number;
  q: number;
  g: number;
  discount: number;
  length: number | null;
  delay: number;
}): number {
  return at.discount ** at.delay * (at.p - (1 + at.g) * at.q) * discountSum(at.discount, at.length) - at.g;
}

/** v(N) = P + (R - P)(1 - δ)/[(1 - δ) + δ^(1+L) q (1 - δ^N)]. */
export function averageValue(
  { R, P }: { R: number; P: number },
  { q, discount, length, delay }: { q: number; discount: number; length: number | null; delay: number },
): number {
  const kept = length === null ? 1 : 1 - discount ** length;
  return P + ((R - P) * (1 - discount)) / (1 - discount + discount ** (1 + delay) * q * kept);
}

/** ⌈ln(1 - g(1-δ)/(δ^(1+L) A))/ln δ⌉, or null where no length suffices. */
export function shortestAnswer(at: {
  p: number;
  q: number;
  g: number;
  discount: number;
  delay: number;
}): number | null {
  const A = at.p - (1 + at.g) * at.q;
  const rest = 1 - (at.g * (1 - at.discount)) / (at.discount ** (1 + at.delay) * A);
  if (!(A > 0) || !(rest > 0) || !(rest < 1)) return null;
  // The allowance keeps an exact whole number from being rounded up.
  const length = Math.max(1, Math.ceil(Math.log(rest) / Math.log(at.discount) - 1e-9));
  return length <= 1e9 ? length : null;
}

/** Smallest discount factor below 1 at which the condition holds, by halving: the left side rises with δ. */
export function discountNeeded(at: {
  p: number;
  q: number;
  g: number;
  length: number | null;
  delay: number;
}): number | null {
  const A = at.p - (1 + at.g) * at.q;
  if (!(A > 0)) return null;
  if (at.length === null && at.delay === 0) return at.g / (at.g + A);
  if (at.length !== null && A * at.length <= at.g) return null;
  let [low, high] = [0, 1];
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (slackOf({ ...at, discount: middle }) >= 0) high = middle;
    else low = middle;
  }
  return high < 1 ? high : null;
}

export function computeCompliance(input: ComplianceInput): ComplianceResult {
  const { payoffs, discount, length, delay, twoSided } = input;
  const { R, T, P } = payoffs;
  if (!(T > R && R > P)) {
    throw new ServandaError(
      'INPUT_INVALID',
      `Payoffs must fall from T over R to P (breaking alone, both keeping, during an answer); found T ${T}, R ${R}, P ${P}.`,
      { place: { field: 'payoffs' } },
    );
  }
  const { p, q } = twoSided
    ? twoSidedChances(twoSided.answeredOne, twoSided.falselyOne, twoSided.falselyTwo)
    : { p: input.answered, q: input.falselyAnswered };
  const g = (T - R) / (R - P);
  const at = { p, q, g, discount, length, delay };
  const slack = slackOf(at);
  const shortest = shortestAnswer(at);
  const value = averageValue(payoffs, at);
  return {
    p,
    q,
    g,
    A: p - (1 + g) * q,
    likelihoodRatio: q === 0 ? null : p / q,
    complies: slack >= 0,
    slack,
    discountNeeded: discountNeeded(at),
    discountNeededForever: discountNeeded({ ...at, length: null }),
    shortestAnswer: shortest,
    value,
    valueAtShortest: shortest === null ? null : averageValue(payoffs, { ...at, length: shortest }),
    valueForever: averageValue(payoffs, { ...at, length: null }),
    lostToFalseAttribution: R - value,
  };
}

const n = z.number();
export const complianceMethod = method<ComplianceInput, ComplianceResult>({
  id: 'promise-compliance',
  version: 1,
  question: "When is keeping the promise in a state's own interest, given imperfect attribution?",
  source:
    'Methods, section 9; Green and Porter 1984, Econometrica 52; Abreu, Pearce and Stacchetti 1990, Econometrica 58',
  input: ComplianceInput,
  output: z.object({
    p: n,
    q: n,
    g: n,
    A: n,
    likelihoodRatio: n.nullable(),
    complies: z.boolean(),
    slack: n,
    discountNeeded: n.nullable(),
    discountNeededForever: n.nullable(),
    shortestAnswer: n.nullable(),
    value: n,
    valueAtShortest: n.nullable(),
    valueForever: n,
    lostToFalseAttribution: n,
  }),
  assumptions: [
    'payoffs are illustrative: read regions over ranges, not points',
    'attribution is public: all see the same signal, while much attribution is private',
    'after an answer of N periods cooperation resumes; during it nothing is to be gained by deviating',
    'a late answer is discounted; that answers may overlap meanwhile is left out',
  ],
  compute: computeCompliance,
});
