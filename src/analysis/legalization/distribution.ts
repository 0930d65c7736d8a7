/** Legalization of a whole text: distributions over its provisions, and agreement of the coders who signed. */
import { krippendorffAlpha } from '../statistics/krippendorff.ts';
import { dimensions, legalize, maxLevel, types, type Dimension, type LegalizationType, type Levels } from './scale.ts';

export interface CodedProvision {
  id: string;
  levels: Levels;
}

/** One coder's coding of one provision; only what the coder signed counts for reliability. */
export interface SignedCoding extends CodedProvision {
  coder: string;
}

export interface DimensionSummary {
  /** Provisions at each level, from 0 up. */
  counts: number[];
  /** Levels are ordinal: the median is the lower of two in the middle. */
  median: number;
  lowest: number;
  highest: number;
  max: number;
}

export interface LegalizationSummary {
  provisions: number;
  dimensions: Record<Dimension, DimensionSummary>;
  /** Indices over provisions: median, lowest, highest. */
  indices: Record<'obligation' | 'precision' | 'delegation', { median: number; lowest: number; highest: number }>;
  types: { type: LegalizationType; provisions: number }[];
}

export interface CoderReliability {
  coders: number;
  /** Krippendorff's alpha, ordinal, for each dimension; null where it cannot be stated. */
  alpha: Record<Dimension, number | null>;
  pairable: number;
  /** Why no reliability is stated; null where one is. */
  reason: string | null;
}

/** Distributions over provisions; null where none is coded. */
export function summariseLegalization(provisions: readonly CodedProvision[]): LegalizationSummary | null {
  if (provisions.length === 0) return null;
  const legalized = provisions.map(({ levels }) => legalize(levels));
  const indexOf = (name: 'obligation' | 'precision' | 'delegation'): LegalizationSummary['indices']['obligation'] => {
    const sorted = legalized.map(({ indices }) => indices[name]).sort((a, b) => a - b);
    return { median: middle(sorted), lowest: sorted[0] ?? 0, highest: sorted.at(-1) ?? 0 };
  };
  return {
    provisions: provisions.length,
    dimensions: perDimension((dimension) => {
      const sorted = provisions.map(({ levels }) => levels[dimension]).sort((a, b) => a - b);
      const max = maxLevel(dimension);
      return {
        counts: Array.from({ length: max + 1 }, (_, level) => sorted.filter((other) => other === level).length),
        median: middle(sorted),
        lowest: sorted[0] ?? 0,
        highest: sorted.at(-1) ?? 0,
        max,
      };
    }),
    indices: { obligation: indexOf('obligation'), precision: indexOf('precision'), delegation: indexOf('delegation') },
    types: types.map((type) => ({ type, provisions: legalized.filter((one) => one.type === type).length })),
  };
}

/** Agreement of coders who signed. With fewer than two of them on the same provisions nothing is stated. */
export function coderReliability(codings: readonly SignedCoding[]): CoderReliability {
  const coders = [...new Set(codings.map(({ coder }) => coder))].sort();
  const provisions = [...new Set(codings.map(({ id }) => id))].sort();
  const ratings = (dimension: Dimension): (number | null)[][] =>
    coders.map((coder) =>
      provisions.map((id) => codings.find((one) => one.coder === coder && one.id === id)?.levels[dimension] ?? null),
    );
  const alphas = perDimension((dimension) => krippendorffAlpha(ratings(dimension), 'ordinal'));
  const { pairable } = alphas.obligation;
  return {
    coders: coders.length,
    alpha: perDimension((dimension) => alphas[dimension].alpha),
    pairable,
    reason:
      coders.length === 0
        ? 'no coder has signed: project coding, unreviewed'
        : pairable === 0
          ? `${coders.length === 1 ? 'one coder has' : `${coders.length} coders have`} signed, and no provision was coded by two`
          : null,
  };
}

function perDimension<Value>(of: (dimension: Dimension) => Value): Record<Dimension, Value> {
  return Object.fromEntries(dimensions.map((dimension) => [dimension, of(dimension)])) as Record<Dimension, Value>;
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
