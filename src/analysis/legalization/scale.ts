/**
 * The scale of legalization (methods, section 2; Abbott, Keohane, Moravcsik, Slaughter & Snidal 2000, International
 * Organization 54(3) 401–419, tables 1–4). Levels are paraphrased; each text is coded as the highest it supports.
 */
import type { Legalization } from '#model';
import type { z } from 'zod';
import { invalid } from '../statistics/refusal.ts';

export const dimensions = ['obligation', 'precision', 'disputeResolution', 'ruleMaking'] as const;
export type Dimension = (typeof dimensions)[number];
export type Levels = Pick<z.infer<typeof Legalization>, Dimension>;

/** Words of each level, from 0 up. */
export const levelWords: Readonly<Record<Dimension, readonly string[]>> = {
  obligation: [
    'intent to be bound expressly denied',
    'norms without law-making authority, recommendations, guidelines',
    'hortatory obligations',
    'national reservations, contingent obligations, escape clauses',
    'political treaty with implicit conditions',
    'unconditional obligation with language of intent to be bound',
  ],
  precision: [
    'impossible to tell whether conduct complies',
    'standards meaningful only in concrete situations',
    'broad discretion',
    'substantial but limited issues of interpretation',
    'determinate rules',
  ],
  disputeResolution: [
    'political bargaining alone',
    'institutionalised bargaining',
    'conciliation, mediation',
    'non-binding arbitration',
    'binding arbitration',
    'courts with limited or consensual jurisdiction or access',
    'courts with general jurisdiction and direct access',
  ],
  ruleMaking: [
    'forum for negotiation',
    'normative statements',
    'recommendations, confidential monitoring',
    'draft conventions, monitoring and publicity',
    'coordination standards',
    'binding internal policies',
    'binding regulations with consent or opt-out',
    'binding regulations with central enforcement',
  ],
};

/** Highest level of a dimension. */
export function maxLevel(dimension: Dimension): number {
  return levelWords[dimension].length - 1;
}

/** An index at or above this is high; a delegation index from `moderateFrom` up to it is moderate. Project convention. */
export const highFrom = 0.5;
export const moderateFrom = 0.25;

export const types = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII'] as const;
export type LegalizationType = (typeof types)[number];

/** Levels as shares of their maximum; delegation is the larger of its two. */
export interface Indices {
  obligation: number;
  precision: number;
  disputeResolution: number;
  ruleMaking: number;
  delegation: number;
}

export interface Legalized {
  indices: Indices;
  classes: { obligation: 'high' | 'low'; precision: 'high' | 'low'; delegation: 'high' | 'moderate' | 'low' };
  type: LegalizationType;
}

/** Types by obligation, precision, delegation: high or low. */
const typeOf: Readonly<Record<string, LegalizationType>> = {
  HHH: 'I',
  HLH: 'II',
  HHL: 'III',
  LHH: 'IV',
  HLL: 'V',
  LLH: 'VI',
  LHL: 'VII',
  LLL: 'VIII',
};

/**
 * Indices, classes and type of a coding. The three dimensions are independent and never averaged here; whoever wants
 * one number takes the method `composite` and its sensitivity. Throws INPUT_INVALID naming the level that cannot be.
 */
export function legalize(levels: Levels): Legalized {
  for (const dimension of dimensions) {
    const level = levels[dimension];
    if (!Number.isInteger(level) || level < 0 || level > maxLevel(dimension)) {
      throw invalid(dimension, `${level} is no level; write a whole number from 0 to ${maxLevel(dimension)}.`);
    }
  }
  const share = (dimension: Dimension): number => levels[dimension] / maxLevel(dimension);
  const indices = {
    obligation: share('obligation'),
    precision: share('precision'),
    disputeResolution: share('disputeResolution'),
    ruleMaking: share('ruleMaking'),
    delegation: Math.max(share('disputeResolution'), share('ruleMaking')),
  };
  const isHigh = (index: number): boolean => index >= highFrom;
  const classes: Legalized['classes'] = {
    obligation: isHigh(indices.obligation) ? 'high' : 'low',
    precision: isHigh(indices.precision) ? 'high' : 'low',
    delegation: isHigh(indices.delegation) ? 'high' : indices.delegation >= moderateFrom ? 'moderate' : 'low',
  };
  // Moderate delegation counts as high only where the obligation is low (types IV and VI).
  const delegates =
    classes.delegation === 'high' || (classes.delegation === 'moderate' && classes.obligation === 'low');
  const key = [classes.obligation === 'high', classes.precision === 'high', delegates]
    .map((high) => (high ? 'H' : 'L'))
    .join('');
  return { indices, classes, type: typeOf[key] ?? 'VIII' };
}
