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
  const wrong = chances.findIndex((chance) => !(chance >= 0 && chance <= 1));
  if (wrong >= 0) {
    throw new ServandaError('INPUT_INVALID', 'Every chance must be a number from 0 to 1.', {
      place: { field: `chances.${wrong}` },
    });
  }
  const probabilities = new Float64Array(chances.length + 1);
  probabilities[0] = 1;
  chances.forEach((chance, at) => {
    for (let k = at + 1; k > 0; k -= 1) {
      probabilities[k] = (probabilities[k] as number) * (1 - chance) + (probabilities[k - 1] as number) * chance;
    }
    probabilities[0] = (probabilities[0] as number) * (1 - chance);
  });
  return {
    mean: chances.reduce((sum, chance) => sum + chance, 0),
    variance: chances.reduce((sum, chance) => sum + chance * (1 - chance), 0),
    probabilities: [...probabilities],
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
