/** From scorecards to a composite, on request only: which readings count, which way, and how many must be there. */
import type { CompositeInput } from '../composite/composite.ts';
import { invalid } from '../statistics/refusal.ts';
import type { Scorecard } from './scorecard.ts';

/** Indicators by the name of a dial's reading; project convention. More is taken as stronger for each. */
export const compositeIndicators = [
  { id: 'coverage', reading: 'conduct coverage' },
  { id: 'obligation', reading: 'obligation' },
  { id: 'precision', reading: 'precision' },
  { id: 'delegation', reading: 'delegation' },
  { id: 'verifiability', reading: 'verifiable provisions' },
  { id: 'transparency', reading: 'filed' },
  { id: 'responses', reading: 'answered within 365 days' },
] as const;

/** Agreements with fewer observed indicators are not scored; project convention. */
export const fewestIndicators = 4;

/**
 * All readings lie on [0, 1] as they are: goalposts are fixed, so that a score does not move when another agreement is
 * added. Indicators that no agreement has, and weights of 0, are left out. The effect is a verdict and no number.
 */
export function compositeInput(
  scorecards: readonly Scorecard[],
  weights: Readonly<Record<string, number>>,
  run: { draws: number; seed: number; points: number },
): CompositeInput {
  const stranger = Object.keys(weights).find((id) => !compositeIndicators.some((one) => one.id === id));
  if (stranger !== undefined) {
    throw invalid(
      'weights',
      `"${stranger}" is no indicator; known: ${compositeIndicators.map(({ id }) => id).join(', ')}`,
    );
  }
  const valueOf = ({ dials }: Scorecard, reading: string): number | null =>
    dials.flatMap(({ readings }) => readings).find(({ name }) => name === reading)?.value ?? null;
  const used = compositeIndicators.filter(
    ({ id, reading }) => (weights[id] ?? 1) > 0 && scorecards.some((one) => valueOf(one, reading) !== null),
  );
  if (used.length === 0) throw invalid('weights', 'no indicator is left');
  return {
    ...run,
    indicators: used.map(({ id }) => ({
      id,
      weight: weights[id] ?? 1,
      lowerIsBetter: false,
      goalposts: [0, 1],
      log: false,
    })),
    units: scorecards.map((one) => ({
      id: one.agreement,
      values: used.map(({ reading }) => valueOf(one, reading)),
    })),
    normalisation: 'min-max',
    aggregation: 'arithmetic',
    minimumIndicators: Math.min(fewestIndicators, used.length),
    drawnNormalisations: ['min-max', 'rank'],
    drawnAggregations: ['arithmetic', 'geometric'],
    concentration: 20,
    replicates: 4,
  };
}
