/** Random variates from a seeded stream of whole numbers: uniform, normal, gamma, Dirichlet. */
import type { Draw } from './random.ts';

const two32 = 0x1_0000_0000;

/** Uniform on [0, 1) with 32 bits: enough where a draw only chooses among alternatives. */
export function uniform(draw: Draw): number {
  return draw(two32) / two32;
}

/** Uniform on (0, 1) with 52 bits, never 0 or 1: for logarithms and inverse distribution functions. */
export function openUniform(draw: Draw): number {
  return (draw(0x10_0000) * two32 + draw(two32) + 0.5) / (0x10_0000 * two32);
}

/** Standard normal (Marsaglia & Bray's polar method, 1964). */
export function normal(draw: Draw): number {
  for (;;) {
    const [u, v] = [2 * openUniform(draw) - 1, 2 * openUniform(draw) - 1];
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/** Gamma with `shape` > 0 and scale 1 (Marsaglia & Tsang 2000, ACM TOMS 26; boosted below a shape of 1). */
export function gamma(draw: Draw, shape: number): number {
  if (shape < 1) return gamma(draw, shape + 1) * openUniform(draw) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(draw);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(openUniform(draw)) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Dirichlet: non-negative numbers that sum to 1, with means in proportion to `shapes`. */
export function dirichlet(draw: Draw, shapes: readonly number[]): number[] {
  const parts = shapes.map((shape) => gamma(draw, shape));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
}
