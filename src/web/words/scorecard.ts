/** The six dials in words: names, and readings as a reader says them. */
import type { Dial } from '#server';

export const dialWords: Readonly<Record<Dial['id'], string>> = {
  absence: 'Absence',
  legalization: 'Legalization',
  verifiability: 'Verifiability',
  effect: 'Effect',
  transparency: 'Transparency',
  responses: 'Responses',
};

/** Indices from 0 to 1 that are no shares. */
const indices = new Set(['obligation', 'precision', 'delegation', 'rate ratio', 'placebo share']);

/** "26–45%" for shares, "0.25–0.75" for indices; one number where both ends print alike. */
export function rangeWords({ name, lower, upper }: Dial['readings'][number]): string {
  const isIndex = indices.has(name) || Math.abs(lower) > 1.5 || Math.abs(upper) > 1.5;
  const say = (value: number): string => (isIndex ? value.toFixed(2) : String(Math.round(value * 100)));
  const unit = isIndex ? '' : '%';
  const [low, high] = [say(lower), say(upper)];
  return low === high ? `${low}${unit}` : `${low}${lower < 0 || upper < 0 ? ' to ' : '–'}${high}${unit}`;
}
