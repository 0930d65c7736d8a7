/** Dials (d) to (f): effect or its refusal, transparency of implementation, answers to contrary conduct. */
import { ServandaError } from '#model';
import type { View } from '#registry';
import { effectOfAgreement } from '../effect/index.ts';
import { responsesOverall, type ResponsesOverall } from '../responses/of-record.ts';
import type { Obligation } from '../transparency/obligations.ts';
import { transparencyOfAgreement } from '../transparency/of-agreement.ts';
import { shares, unreviewed, type Dial, type Reading, type ScorecardQuery } from './dial.ts';

export function effectDial(view: View, agreement: string, { asOf, standard, commitment }: ScorecardQuery): Dial {
  const effect = effectOfAgreement(view, {
    agreement,
    asOf,
    standard,
    commitment,
    party: null,
    target: null,
    purposes: [],
  });
  const { range, verdict, reason, counts, evidence } = effect;
  const base = {
    id: 'effect' as const,
    question: 'Did recorded conduct of those bound change at the agreement?',
    methods: ['effect/1'],
    pages: ['effect'],
    marks: ['counts are recorded, not occurred'],
    sources: [
      { kind: 'incident', ids: counts.incidents },
      { kind: 'cited-evidence', ids: evidence.map(({ id }) => id) },
    ],
  };
  const sentence = `${verdict} (n = ${counts.n}): ${reason}.`;
  if (!range?.rateRatio || !range.placeboShare) return { ...base, readings: [], refused: reason, sentence };
  const span = (name: string, { lower, upper }: { lower: number; upper: number }, what: string): Reading => ({
    name,
    // A range over readings has no middle that means more than its ends; the geometric one is for drawing.
    value: Math.sqrt(lower * upper),
    lower,
    upper,
    n: counts.n,
    range: what,
  });
  return {
    ...base,
    readings: [
      span('rate ratio', range.rateRatio, `over ${range.assessed} readings of source, baseline and lag`),
      span('placebo share', range.placeboShare, 'pretend dates with at least as large a change'),
    ],
    refused: null,
    sentence: `${verdict} (n = ${counts.n}): rate ratio ${range.rateRatio.lower.toFixed(2)}–${range.rateRatio.upper.toFixed(2)}, placebo share ${range.placeboShare.lower.toFixed(2)}–${range.placeboShare.upper.toFixed(2)}; ${reason}.`,
  };
}

export function transparencyDial(
  view: View,
  agreement: string,
  asOf: string,
  obligations: readonly Obligation[],
): Dial {
  const { sentence, filing, published, missing, duty } = transparencyOfAgreement(view, agreement, asOf, obligations);
  const rates = filing
    ? ([
        ['filed', filing.filingRate],
        ['on time', filing.onTimeRate],
        ['verified implementation', filing.verified],
      ] as const)
    : [];
  const readings = rates.flatMap(([name, rate]) =>
    rate === null
      ? []
      : [{ name, value: rate.value, lower: rate.value, upper: rate.value, n: rate.n, range: 'counted, no interval' }],
  );
  return {
    id: 'transparency',
    question: 'Who has reported what they owe, with what evidence?',
    readings,
    refused: readings.length > 0 ? null : dutyWords[duty],
    sentence,
    methods: ['transparency/1'],
    pages: ['transparency'],
    marks: [unreviewed],
    sources: [
      { kind: 'published-report', ids: published.reports.map(({ id }) => id) },
      { kind: 'missing-report', ids: missing.map(({ id }) => id) },
    ],
  };
}

const dutyWords = {
  none: 'the text obliges nobody to report: the absence of a duty is the result',
  'none-recorded': 'no reporting duty is recorded in the text',
  invited: 'reports are invited, none is owed',
  owed: 'a report is owed, and no obligation with a date is recorded',
  unknown: 'whether the text obliges anybody to report is not coded',
} as const;

/** Fewest units for which a share of answers is stated; project convention. */
const fewestUnits = 5;
const horizon = 365;

export function responsesDial(view: View, agreement: string, { asOf, standard, definitions }: ScorecardQuery): Dial {
  const base = {
    id: 'responses' as const,
    question: 'How often, and how fast, was conduct contrary to this text answered?',
    methods: ['responses/1'],
    pages: ['responses'],
    marks: [`contrary to a clause under ${definitions}: ${unreviewed}`],
    sources: [],
  };
  const refuse = (refused: string): Dial => ({
    ...base,
    readings: [],
    refused,
    sentence: `No share of answers is stated: ${refused}.`,
  });
  let result: ResponsesOverall;
  try {
    result = responsesOverall(view, {
      asOf,
      standard,
      definitions,
      agreement,
      clock: 'attribution',
      horizons: [horizon],
    });
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') return refuse(error.message.replace(/\.$/, ''));
    throw error;
  }
  const { units, all } = result;
  const [fast, slow] = [all?.fastest.horizons[0], all?.slowest.horizons[0]];
  if (!all || !fast || !slow || units.n < fewestUnits) {
    return refuse(
      `${units.n} incidents contrary to a clause have a named state; fewer than ${fewestUnits} carry no share`,
    );
  }
  const [low, high] = [slow.lower ?? slow.value, fast.upper ?? fast.value];
  const median = [all.fastest.median.value, all.slowest.median.value].map((value) =>
    value === null ? 'not reached' : String(Math.round(value)),
  );
  return {
    ...base,
    readings: [
      {
        name: `answered within ${horizon} days`,
        value: (fast.value + slow.value) / 2,
        lower: low,
        upper: high,
        n: units.n,
        range: '95 per cent interval over both ends of imprecise dates',
      },
    ],
    refused: null,
    sentence: `Of ${units.n} named responsibilities for conduct contrary to a clause, ${shares(slow.value, fast.value)} were answered within ${horizon} days of attribution (95 per cent interval ${shares(low, high)}); median ${[...new Set(median)].join(' to ')} days.`,
    sources: [{ kind: 'incident', ids: result.units.ids }],
  };
}
