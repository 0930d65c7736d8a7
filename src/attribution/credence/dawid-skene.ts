/** Dawid and Skene 1979: sources' confusion matrices estimated from many items without knowing the truth, by EM. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { ServandaError } from '#model';

export interface DawidSkeneInput {
  /** counts[item][source][label]: how often the source gave the item this label */
  counts: readonly (readonly (readonly number[])[])[];
  labels: number;
  /** random starts beside the one from vote shares */
  randomStarts: number;
  seed: number;
}

export interface DawidSkeneResult {
  prevalence: number[];
  /** confusion[source][true label][given label] */
  confusion: number[][][];
  /** posterior[item][label] */
  posterior: number[][];
  logLikelihood: number;
  iterations: number;
  /** highest log-likelihood over the random starts; null without any */
  bestOfRandomStarts: number | null;
  /** a random start found a mode above that of the vote-share start: the solution shown is not the global one */
  betterModeExists: boolean;
}

const maxIterations = 2000;
const tolerance = 1e-10;

/** Runs EM from vote shares, then from random starts, and says whether a better mode exists. Assumes that sources err independently, which echoes break. */
export function dawidSkene(input: DawidSkeneInput): DawidSkeneResult {
  check(input);
  const main = runEm(input, voteShares(input));
  let best: number | null = null;
  const generator = xoroshiro128plus(input.seed);
  for (let start = 0; start < input.randomStarts; start += 1) {
    const posterior = input.counts.map(() => {
      const draws = Array.from({ length: input.labels }, () => -Math.log(1 - uniformFloat64(generator)));
      return normalise(draws);
    });
    best = Math.max(best ?? -Infinity, runEm(input, posterior).logLikelihood);
  }
  return {
    ...main,
    bestOfRandomStarts: best,
    betterModeExists: best !== null && best > main.logLikelihood + 1e-3,
  };
}

type Solution = Omit<DawidSkeneResult, 'bestOfRandomStarts' | 'betterModeExists'>;

function runEm(input: DawidSkeneInput, start: number[][]): Solution {
  let posterior = start;
  let before = -Infinity;
  for (let iterations = 1; ; iterations += 1) {
    const prevalence = maximisePrevalence(posterior, input.labels);
    const confusion = maximiseConfusion(input, posterior);
    const expected = expect(input, prevalence, confusion);
    posterior = expected.posterior;
    if (expected.logLikelihood - before < tolerance || iterations === maxIterations) {
      return { prevalence, confusion, posterior, logLikelihood: expected.logLikelihood, iterations };
    }
    before = expected.logLikelihood;
  }
}

function maximisePrevalence(posterior: readonly (readonly number[])[], labels: number): number[] {
  return Array.from(
    { length: labels },
    (_, label) => posterior.reduce((sum, item) => sum + (item[label] ?? 0), 0) / posterior.length,
  );
}

/** A source never seen with a true label has no row to learn from: uniform. */
function maximiseConfusion(
  { counts, labels }: DawidSkeneInput,
  posterior: readonly (readonly number[])[],
): number[][][] {
  const sources = counts[0]?.length ?? 0;
  return Array.from({ length: sources }, (_, source) =>
    Array.from({ length: labels }, (_, truth) => {
      const given = new Array<number>(labels).fill(0);
      counts.forEach((item, i) => {
        item[source]?.forEach((count, label) => {
          given[label] = (given[label] ?? 0) + count * (posterior[i]?.[truth] ?? 0);
        });
      });
      const total = given.reduce((sum, value) => sum + value, 0);
      return total > 0 ? given.map((value) => value / total) : given.map(() => 1 / labels);
    }),
  );
}

function expect(
  { counts, labels }: DawidSkeneInput,
  prevalence: readonly number[],
  confusion: readonly (readonly (readonly number[])[])[],
): { posterior: number[][]; logLikelihood: number } {
  let logLikelihood = 0;
  const posterior = counts.map((item) => {
    const logs = Array.from({ length: labels }, (_, truth) => {
      let log = Math.log(prevalence[truth] ?? 0);
      item.forEach((given, source) => {
        given.forEach((count, label) => {
          if (count > 0) log += count * Math.log(confusion[source]?.[truth]?.[label] ?? 0);
        });
      });
      return log;
    });
    const top = Math.max(...logs);
    const weights = logs.map((log) => Math.exp(log - top));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    logLikelihood += top + Math.log(total);
    return weights.map((weight) => weight / total);
  });
  return { posterior, logLikelihood };
}

function voteShares({ counts, labels }: DawidSkeneInput): number[][] {
  return counts.map((item) =>
    normalise(Array.from({ length: labels }, (_, label) => item.reduce((sum, given) => sum + (given[label] ?? 0), 0))),
  );
}

function normalise(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

function check({ counts, labels, randomStarts }: DawidSkeneInput): void {
  const sources = counts[0]?.length ?? 0;
  const fits = counts.every(
    (item) =>
      item.length === sources &&
      item.every((given) => given.length === labels && given.every((count) => Number.isInteger(count) && count >= 0)) &&
      item.some((given) => given.some((count) => count > 0)),
  );
  if (
    labels < 2 ||
    sources < 1 ||
    !fits ||
    !Number.isInteger(randomStarts) ||
    randomStarts < 0 ||
    randomStarts > 1000
  ) {
    throw new ServandaError(
      'INPUT_INVALID',
      'Counts must be whole numbers for every item, source and label; every item needs one rating at least, and there must be two labels or more.',
      { place: { field: 'counts' } },
    );
  }
}
