/** Indicators on one scale (methods, section 6; OECD/JRC Handbook 2008, part 1, step 5). */
import { invalid, refusal } from '../statistics/refusal.ts';

export const normalisations = ['min-max', 'z', 'rank'] as const;
export type Normalisation = (typeof normalisations)[number];

export interface Indicator {
  id: string;
  weight: number;
  /** True where less is better. */
  lowerIsBetter: boolean;
  /** Fixed ends of the scale, in raw values; values beyond them are capped. null: the ends observed. */
  goalposts: readonly [number, number] | null;
  /** Take natural logarithms first, of values and goalposts. */
  log: boolean;
}

/** Raw values of one indicator; null: missing, which stays missing. Results: more is better. */
export function normalise(
  values: readonly (number | null)[],
  indicator: Indicator,
  how: Normalisation,
): (number | null)[] {
  const scaled = values.map((value) => (value === null ? null : transform(value, indicator)));
  const known = scaled.filter((value) => value !== null);
  if (known.length === 0) return scaled;
  const flip = (value: number): number => (indicator.lowerIsBetter ? 1 - value : value);
  const each = (of: (value: number) => number): (number | null)[] =>
    scaled.map((value) => (value === null ? null : of(value)));
  switch (how) {
    case 'min-max': {
      const [low, high] = indicator.goalposts
        ? [transform(indicator.goalposts[0], indicator), transform(indicator.goalposts[1], indicator)]
        : [Math.min(...known), Math.max(...known)];
      if (!(high > low)) throw noVariation(indicator.id);
      return each((value) => flip(Math.min(1, Math.max(0, (value - low) / (high - low)))));
    }
    case 'z': {
      const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
      const deviation = Math.sqrt(
        known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length - 1),
      );
      if (!(deviation > 0)) throw noVariation(indicator.id);
      const sign = indicator.lowerIsBetter ? -1 : 1;
      return each((value) => (sign * (value - mean)) / deviation);
    }
    case 'rank': {
      if (known.length < 2) throw noVariation(indicator.id);
      // Ties share the middle of their places; worst 0, best 1.
      return each((value) => {
        const below = known.filter((other) => other < value).length;
        const same = known.filter((other) => other === value).length;
        return flip((below + (same - 1) / 2) / (known.length - 1));
      });
    }
  }
}

function transform(value: number, { id, log }: Indicator): number {
  if (!Number.isFinite(value))
    throw invalid(`values.${id}`, `${value} is not a number; a missing value is null, never zero`);
  if (!log) return value;
  if (!(value > 0)) throw invalid(`values.${id}`, `${value} has no logarithm`);
  return Math.log(value);
}

function noVariation(indicator: string): Error {
  return refusal('no-variation', `The indicator ${indicator} is the same everywhere, so it cannot be put on a scale.`, {
    indicator,
  });
}
