/** The Poisson-binomial distribution: how many of n unlike coin tosses come up (methods, section 1; Hong 2013). */
import { ServandaError } from '#model';

export interface PoissonBinomial {
  mean: number;
  variance: number;
  /** probability of exactly k, k = 0..n */
  probabilities: number[];
}

/** Exact distribution by convolution, O(n²). Throws INPUT_INVALID unless every probability lies in [0, 1]. */
export function poissonBinomial(chances: readonly number[]): PoissonBinomial {
  if (chances.some((chance) => !(chance >= 0 && chance <= 1))) {
    throw new ServandaError('INPUT_INVALID', 'Every chance must be a number from 0 to 1.');
  }
  let probabilities = [1];
  for (const chance of chances) {
    const next = new Array<number>(probabilities.length + 1).fill(0);
    probabilities.forEach((probability, k) => {
      next[k] = (next[k] ?? 0) + probability * (1 - chance);
      next[k + 1] = probability * chance;
    });
    probabilities = next;
  }
  return {
    mean: chances.reduce((sum, chance) => sum + chance, 0),
    variance: chances.reduce((sum, chance) => sum + chance * (1 - chance), 0),
    probabilities,
  };
}

/** The smallest k whose cumulative probability reaches `level`. */
export function quantileOf(distribution: PoissonBinomial, level: number): number {
  let cumulative = 0;
  for (const [k, probability] of distribution.probabilities.entries()) {
    cumulative += probability;
    if (cumulative >= level - 1e-12) return k;
  }
  return distribution.probabilities.length - 1;
}
