/** Ishigami's function, the public case of sensitivity indices (P6.1). */
import { joinReplicates, sobolReplicate } from '../../src/analysis/index.ts';

/** Indices of sin x₁ + 7 sin²x₂ + .1 x₃⁴ sin x₁ on [−π, π]³ with their standard errors over replicates. */
export function ishigamiIndices(input: {
  points: number;
  replicates: number;
  seed: number;
}): ReturnType<typeof joinReplicates> {
  const f = (u: Float64Array): number[] => {
    const [a = 0, b = 0, c = 0] = Array.from(u, (value) => (2 * value - 1) * Math.PI);
    return [Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a)];
  };
  const { points, seed } = input;
  return joinReplicates(
    Array.from({ length: input.replicates }, (_, replicate) => sobolReplicate(f, 3, { points, seed, replicate })),
    0,
  );
}
