/** Pooling of reports on who was responsible: dependence-discounted logarithmic pool, linear pool, and the band. */
import { ServandaError } from '#model';

/** One report: a distribution over the hypotheses, how far its source is relied on, and the evidence it rests on. */
export interface Report {
  id: string;
  /** over the hypotheses, in their order; sums to 1 */
  probabilities: readonly number[];
  /** ρ in [0, 1] */
  reliability: number;
  /** reports that rest on the same evidence, or repeat each other, share a cluster */
  cluster: string;
}

export interface PoolInput {
  hypotheses: readonly string[];
  /** π over the hypotheses; sums to 1 */
  prior: readonly number[];
  reports: readonly Report[];
}

/** ε of the clip [ε, 1 − ε]: no single report can make anything impossible. */
export const clip = 0.01;

/**
 * ω of each report: within a cluster the weights sum to the best member's reliability, so that an echo adds nothing
 * (methods, section 3). All 0 where every reliability is 0.
 */
export function clusterWeights(reports: readonly Report[]): number[] {
  const best = new Map<string, number>();
  const total = new Map<string, number>();
  for (const { cluster, reliability } of reports) {
    best.set(cluster, Math.max(best.get(cluster) ?? 0, reliability));
    total.set(cluster, (total.get(cluster) ?? 0) + reliability);
  }
  return reports.map(({ cluster, reliability }) => {
    const sum = total.get(cluster) ?? 0;
    return sum === 0 ? 0 : (reliability * (best.get(cluster) ?? 0)) / sum;
  });
}

/**
 * ln q(h) = ln π(h) + τ Σ ω_i [ln p_i(h) − ln π(h)] + const. Order does not matter; no report, or none that is relied
 * on, returns π; one fully reliable report returns it (after clipping). O(reports × hypotheses).
 */
export function logPool(input: PoolInput, temper = 1): number[] {
  checkInput(input);
  const weights = clusterWeights(input.reports);
  const logs = input.prior.map((prior) => Math.log(prior));
  const clipped = input.reports.map(({ probabilities }) => normalise(probabilities.map(clipOne)));
  const pooled = logs.map((logPrior, h) => {
    let sum = logPrior;
    clipped.forEach((probabilities, i) => {
      sum += temper * (weights[i] ?? 0) * (Math.log(probabilities[h] ?? clip) - logPrior);
    });
    return sum;
  });
  const top = Math.max(...pooled);
  return normalise(pooled.map((log) => Math.exp(log - top)));
}

/** Σ ω p / Σ ω, the cautious end; π where nothing is relied on. */
export function linearPool(input: PoolInput): number[] {
  checkInput(input);
  const weights = clusterWeights(input.reports);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return [...input.prior];
  return input.prior.map(
    (_, h) =>
      input.reports.reduce((sum, { probabilities }, i) => sum + (weights[i] ?? 0) * (probabilities[h] ?? 0), 0) / total,
  );
}

export interface PooledHypothesis {
  hypothesis: string;
  main: number;
  tempered: number;
  linear: number;
  /** [min, max] over main (τ = 1, .5) and linear: always shown */
  lower: number;
  upper: number;
}

/** The main pool with its band, hypothesis by hypothesis. */
export function poolWithBand(input: PoolInput): PooledHypothesis[] {
  const [main, tempered, linear] = [logPool(input, 1), logPool(input, 0.5), linearPool(input)];
  return input.hypotheses.map((hypothesis, h) => {
    const values = [main[h] ?? 0, tempered[h] ?? 0, linear[h] ?? 0] as const;
    const [ofMain, ofTempered, ofLinear] = values;
    return {
      hypothesis,
      main: ofMain,
      tempered: ofTempered,
      linear: ofLinear,
      lower: Math.min(...values),
      upper: Math.max(...values),
    };
  });
}

/** A probability x for one hypothesis; the rest is spread in proportion to the prior. */
export function spread(prior: readonly number[], hypothesis: number, x: number): number[] {
  const rest = 1 - (prior[hypothesis] ?? 0);
  return prior.map((share, h) => (h === hypothesis ? x : rest === 0 ? 0 : ((1 - x) * share) / rest));
}

function clipOne(probability: number): number {
  return Math.min(1 - clip, Math.max(clip, probability));
}

function normalise(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

function checkInput({ hypotheses, prior, reports }: PoolInput): void {
  const isDistribution = (values: readonly number[]): boolean =>
    values.length === hypotheses.length &&
    values.every((value) => value >= 0 && value <= 1) &&
    Math.abs(values.reduce((sum, value) => sum + value, 0) - 1) < 1e-6;
  if (hypotheses.length < 2 || new Set(hypotheses).size !== hypotheses.length) {
    throw new ServandaError('INPUT_INVALID', 'At least two different hypotheses are needed; "other" is one of them.');
  }
  if (!isDistribution(prior) || prior.some((share) => share === 0)) {
    throw new ServandaError(
      'INPUT_INVALID',
      'The prior must give every hypothesis a probability above 0, and sum to 1.',
      {
        place: { field: 'prior' },
      },
    );
  }
  for (const { id, probabilities, reliability } of reports) {
    if (!isDistribution(probabilities) || !(reliability >= 0 && reliability <= 1)) {
      throw new ServandaError(
        'INPUT_INVALID',
        `Report ${id}: probabilities must be one for each hypothesis and sum to 1, reliability from 0 to 1.`,
        { place: { field: `reports.${id}` } },
      );
    }
  }
}
