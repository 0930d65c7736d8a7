/**
 * Variance-based sensitivity: how much of a result's variance goes back to each input (methods, section 6). First order
 * after Saltelli and others 2010, total after Jansen 1999, on Sobol points with seeded shifts.
 */
import { drawStream } from './random.ts';
import { invalid } from './refusal.ts';
import { sobolSequence } from './sobol-sequence.ts';

export const fewestPoints = 4096;

/** One replicate: variance and indices, for every output. */
export interface SobolReplicate {
  variance: number[];
  /** [output][input] */
  first: number[][];
  total: number[][];
}

/** A share of variance with the standard error over replicates. */
export interface SobolIndex {
  value: number;
  standardError: number;
}

/**
 * Runs points × (inputs + 2) evaluations of `f`, a map from the unit cube to one or more outputs. `points` a power of two
 * of at least 4096; replicate r of a seed is the same on every machine.
 */
export function sobolReplicate(
  f: (x: Float64Array) => readonly number[],
  inputs: number,
  { points, seed, replicate }: { points: number; seed: number; replicate: number },
): SobolReplicate {
  if (!Number.isInteger(points) || points < fewestPoints || (points & (points - 1)) !== 0) {
    throw invalid('points', `${points} is no power of two of at least ${fewestPoints}`);
  }
  const next = sobolSequence(2 * inputs, drawStream(seed, replicate));
  const [ofA, ofB] = [[] as (readonly number[])[], [] as (readonly number[])[]];
  const mixed: (readonly number[])[][] = Array.from({ length: inputs }, () => []);
  for (let n = 0; n < points; n += 1) {
    const point = next();
    const [a, b] = [point.slice(0, inputs), point.slice(inputs)];
    ofA.push(f(a));
    ofB.push(f(b));
    for (let i = 0; i < inputs; i += 1) {
      const ab = a.slice();
      ab[i] = b[i] as number;
      mixed[i]?.push(f(ab));
    }
  }
  const outputs = ofA[0]?.length ?? 0;
  const result: SobolReplicate = { variance: [], first: [], total: [] };
  for (let output = 0; output < outputs; output += 1) {
    const at = (values: readonly (readonly number[])[], n: number): number => values[n]?.[output] as number;
    const both = [...ofA, ...ofB].map((values) => values[output] as number);
    const mean = both.reduce((sum, value) => sum + value, 0) / both.length;
    const variance = both.reduce((sum, value) => sum + (value - mean) ** 2, 0) / both.length;
    const share = (of: (n: number, i: number) => number): number[] =>
      mixed.map((_, i) => {
        if (variance <= 1e-30) return 0;
        let sum = 0;
        for (let n = 0; n < points; n += 1) sum += of(n, i);
        return sum / points / variance;
      });
    result.variance.push(variance);
    result.first.push(share((n, i) => (at(ofB, n) - mean) * (at(mixed[i] ?? [], n) - at(ofA, n))));
    result.total.push(share((n, i) => (at(ofA, n) - at(mixed[i] ?? [], n)) ** 2 / 2));
  }
  return result;
}

/** Means over replicates with their standard errors; one replicate has none (NaN is never given: 0 replicates throw). */
export function joinReplicates(
  replicates: readonly SobolReplicate[],
  output: number,
): { variance: number; first: SobolIndex[]; total: SobolIndex[] } {
  if (replicates.length < 2) throw invalid('replicates', 'at least two are needed for a standard error');
  const of = (which: 'first' | 'total'): SobolIndex[] =>
    (replicates[0]?.[which][output] ?? []).map((_, input) =>
      meanWithError(replicates.map((one) => one[which][output]?.[input] as number)),
    );
  return {
    variance: meanWithError(replicates.map(({ variance }) => variance[output] as number)).value,
    first: of('first'),
    total: of('total'),
  };
}

function meanWithError(values: readonly number[]): SobolIndex {
  const n = values.length;
  const value = values.reduce((sum, one) => sum + one, 0) / n;
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n - 1);
  return { value, standardError: Math.sqrt(variance / n) };
}
