/** A share of few cases with its interval (Wilson 1927, JASA 22; Brown, Cai and DasGupta 2001). */

/** 95 per cent interval of `hits` of `n`; from 0 to 1 where there are none. */
export function wilsonInterval(hits: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const z = 1.959963984540054;
  const share = hits / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  // The bounds touch the share at its ends; rounding must not push them past it.
  return {
    low: hits === 0 ? 0 : Math.max(0, Math.min(share, centre - half)),
    high: hits === n ? 1 : Math.min(1, Math.max(share, centre + half)),
  };
}
