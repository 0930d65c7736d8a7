/** Minimum of a smooth function of few variables without derivatives (Nelder & Mead 1965, with restarts). */

export interface Minimum {
  x: number[];
  value: number;
  converged: boolean;
}

/** Starts from `start` with steps of `size`; restarts at the found point until a restart gains less than `tolerance`. */
export function minimise(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  { size = 0.5, tolerance = 1e-10, iterations = 2000, restarts = 20 } = {},
): Minimum {
  let best = search(f, start, size, tolerance, iterations);
  for (let i = 0; i < restarts; i += 1) {
    const next = search(f, best.x, size / (i + 2), tolerance, iterations);
    const gain = best.value - next.value;
    if (next.value <= best.value) best = next;
    if (gain < tolerance) return { ...best, converged: true };
  }
  return { ...best, converged: false };
}

function search(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  size: number,
  tolerance: number,
  iterations: number,
): Minimum {
  const n = start.length;
  const at = (x: number[]): { x: number[]; value: number } => ({ x, value: f(x) });
  const simplex = [
    at([...start]),
    ...start.map((_, i) => at(start.map((value, j) => (i === j ? value + size : value)))),
  ];
  for (let i = 0; i < iterations; i += 1) {
    simplex.sort((a, b) => a.value - b.value);
    const [best, worst] = [simplex[0] as { x: number[]; value: number }, simplex[n] as { x: number[]; value: number }];
    if (worst.value - best.value < tolerance && spread(simplex) < 1e-7) return { ...best, converged: true };
    const centre = start.map((_, j) => simplex.slice(0, n).reduce((sum, { x }) => sum + (x[j] as number), 0) / n);
    const towards = (factor: number): { x: number[]; value: number } =>
      at(centre.map((value, j) => value + factor * ((worst.x[j] as number) - value)));
    const reflected = towards(-1);
    if (reflected.value < best.value) {
      const expanded = towards(-2);
      simplex[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < (simplex[n - 1] as { value: number }).value) {
      simplex[n] = reflected;
    } else {
      const contracted = towards(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[n] = contracted;
      else {
        for (let k = 1; k <= n; k += 1) {
          simplex[k] = at((simplex[k] as { x: number[] }).x.map((value, j) => ((best.x[j] as number) + value) / 2));
        }
      }
    }
  }
  simplex.sort((a, b) => a.value - b.value);
  return { ...(simplex[0] as { x: number[]; value: number }), converged: false };
}

function spread(simplex: readonly { x: readonly number[] }[]): number {
  const first = simplex[0]?.x ?? [];
  return Math.max(...simplex.flatMap(({ x }) => x.map((value, j) => Math.abs(value - (first[j] as number)))));
}
