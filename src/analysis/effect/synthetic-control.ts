/**
 * Synthetic control on outcomes with placebo in space (methods, section 5f; Abadie, Diamond & Hainmueller 2010, JASA
 * 105): what the treated unit would have been, as a weighted average of units that were not treated.
 */
import { dot } from '../statistics/normal-equations.ts';
import { fitOnSimplex } from '../statistics/simplex-least-squares.ts';
import { invalid, refusal } from '../statistics/refusal.ts';
import type { Panel } from './panel.ts';

export interface SyntheticFit {
  unit: string;
  weights: { unit: string; weight: number }[];
  /** Mean gap after the date. */
  effect: number;
  preRmspe: number;
  postRmspe: number;
  /** postRmspe / preRmspe; null where the fit before is perfect, so that any gap would be infinitely large. */
  ratio: number | null;
  gaps: { period: number; outcome: number; synthetic: number; gap: number }[];
}

/** Donors of a unit: every unit but itself and the treated one. */
export function donorsOf(panel: Panel, unit: string, treated: string): string[] {
  return [...panel.outcomes.keys()].filter((other) => other !== unit && other !== treated);
}

/** Throws INPUT_INVALID for an unknown unit, REFUSED without donors or with fewer than two periods on a side. */
export function syntheticControl(panel: Panel, unit: string, treated: string, from: number): SyntheticFit {
  const own = panel.outcomes.get(unit);
  if (!own) throw invalid('treated', `"${unit}" is not a unit of the panel.`);
  const before = panel.periods.filter((period) => period < from).length;
  const after = panel.periods.length - before;
  if (before < 2 || after < 1) {
    throw refusal(
      'too-few-observations',
      `${before} periods before ${from} and ${after} from then on; at least 2 before and 1 after are needed.`,
    );
  }
  const donors = donorsOf(panel, unit, treated);
  const columns = donors.map((donor) => panel.outcomes.get(donor) ?? own);
  const { weights, rmse } = fitOnSimplex(
    own.slice(0, before),
    columns.map((column) => column.slice(0, before)),
  );
  const gaps = panel.periods.map((period, t) => {
    const synthetic = columns.reduce((sum, column, j) => sum + (weights[j] ?? 0) * (column[t] ?? NaN), 0);
    const outcome = own[t] ?? NaN;
    return { period, outcome, synthetic, gap: outcome - synthetic };
  });
  const post = Float64Array.from(gaps.slice(before), ({ gap }) => gap);
  const postRmspe = Math.sqrt(dot(post, post) / after);
  const scale = Math.sqrt(dot(own, own) / own.length);
  return {
    unit,
    weights: donors
      .map((donor, j) => ({ unit: donor, weight: weights[j] ?? 0 }))
      .filter(({ weight }) => weight > 1e-9)
      .sort((a, b) => b.weight - a.weight),
    effect: post.reduce((sum, gap) => sum + gap, 0) / after,
    preRmspe: rmse,
    postRmspe,
    ratio: rmse <= 1e-9 * scale ? null : postRmspe / rmse,
    gaps,
  };
}

/** The simple difference-in-differences against the plain mean of all other units, for contrast. */
export function simpleDifference(panel: Panel, treated: string, from: number): number {
  const before = panel.periods.filter((period) => period < from).length;
  const change = (values: Float64Array): number =>
    average(values.subarray(before)) - average(values.subarray(0, before));
  const others = [...panel.outcomes].filter(([unit]) => unit !== treated).map(([, values]) => change(values));
  return change(panel.outcomes.get(treated) ?? new Float64Array(0)) - average(Float64Array.from(others));
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
