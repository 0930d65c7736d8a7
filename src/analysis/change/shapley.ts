/** A change of a number shared out among what changed, without regard to order (Shapley 1953; Shorrocks 2013). */

/**
 * `value` of the state in which the factors of the set have their later form and the others their earlier one. The
 * contributions add up to the whole change exactly. 2^k evaluations.
 */
export function shapley<Factor extends string>(
  factors: readonly Factor[],
  value: (later: ReadonlySet<Factor>) => number,
): { from: number; to: number; contributions: Record<Factor, number> } {
  const k = factors.length;
  const values = Array.from({ length: 1 << k }, (_, mask) =>
    value(new Set(factors.filter((_factor, i) => (mask >> i) & 1))),
  );
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  const contributions = Object.fromEntries(
    factors.map((factor, i) => {
      let sum = 0;
      values.forEach((before, mask) => {
        if ((mask >> i) & 1) return;
        const size = factors.filter((_factor, j) => (mask >> j) & 1).length;
        const weight = (factorial(size) * factorial(k - size - 1)) / factorial(k);
        sum += weight * ((values[mask | (1 << i)] as number) - before);
      });
      return [factor, sum];
    }),
  ) as Record<Factor, number>;
  return { from: values[0] as number, to: values.at(-1) as number, contributions };
}
