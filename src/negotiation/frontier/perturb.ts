/** Robustness: the same negotiation with every utility and reservation value moved by seeded noise. */
import { chanceOf } from '../chance.ts';
import type { Problem } from './problem.ts';
import { units } from './problem.ts';

/**
 * Adds normal noise of standard deviation `spread` to utilities and reservation values; red lines stay red lines.
 * Draw `draw` of a seed is the same whichever worker computes it.
 */
export function perturb(problem: Problem, spread: number, seed: number, draw: number): Problem {
  const chance = chanceOf(seed, draw);
  const move = (value: number): number => (value === -Infinity ? value : value + units(spread * chance.normal()));
  return {
    ...problem,
    utilities: problem.utilities.map((options) => options.map((row) => row.map(move))),
    reservations: problem.reservations.map(move),
  };
}
