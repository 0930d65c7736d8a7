/** The scorecard that command, API and pages share: dials of one agreement or of all, composite and change on request. */
import {
  compositeIndicators,
  compositeInput,
  dialIds,
  coverageChange,
  fewestIndicators,
  joinComposite,
  runCompositePart,
  scorecardOf,
  splitComposite,
  type CompositeResult,
  type CoverageChange,
  type DialId,
  type Scorecard,
} from '#analysis';
import { commitmentStandard } from '#findings';
import { findStandard } from '#attribution';
import { ServandaError, parseDay, type Envelope } from '#model';
import type { View } from '#registry';
import { envelope } from './envelope.ts';
import type { Query } from './query.ts';
import { obligationsOf } from './reporting/obligations.ts';

export interface ScorecardWords {
  /** Agreement ids; none: all. */
  agreements?: readonly string[] | undefined;
  /** Only these dials; none: all. The effect takes longest. */
  dials?: readonly string[] | undefined;
  /** Weights such as `coverage=2,obligation=1`; an empty text: equal weights. Without it there is no composite. */
  composite?: string | undefined;
  draws?: number | undefined;
  seed?: number | undefined;
  /** Points of the sensitivity analysis; 0: none. */
  points?: number | undefined;
  /** Earlier day: why did the numbers change since? */
  compare?: string | undefined;
  /** Attribution and commitment standard of the earlier end, where they differ. */
  compareStandard?: string | undefined;
  compareCommitment?: string | undefined;
}

export interface ScorecardAnswer {
  scorecards: Scorecard[];
  /** Only on request. */
  composite: (CompositeResult & { indicators: string[]; minimumIndicators: number }) | null;
  /** Only on request; null entries where a share cannot be compared, with the reason. */
  change: { agreement: string; change: CoverageChange | null; refused: string | null }[] | null;
}

/** Throws NOT_FOUND for unknown names and INPUT_INVALID for weights that make no sense. */
export function scorecardAnswer(view: View, query: Query, words: ScorecardWords = {}): Envelope<ScorecardAnswer> {
  const { asOf, standard, commitment, definitions } = query;
  const named = words.agreements?.length ? words.agreements : view.all('agreement').map(({ id }) => id);
  const ids = [...new Set(named.map((id) => view.get('agreement', id).id))];
  const weights = words.composite === undefined ? null : parseWeights(words.composite);
  const run = {
    draws: wholeNumber('draws', words.draws ?? 10_000, 1, 100_000),
    seed: wholeNumber('seed', words.seed ?? 1, 0, 0xffff_ffff),
    points: wholeNumber('points', words.points ?? 0, 0, 16_384),
  };
  const only = (words.dials ?? []).map(parseDial);
  // A composite is over all of them but the effect, which is a verdict and takes longest.
  if (weights !== null && only.length > 0) only.push(...dialIds.filter((id) => id !== 'effect' && !only.includes(id)));
  const earlier = words.compare === undefined ? null : checkEarlier(words.compare, asOf);
  const scorecards = ids.map((id) =>
    scorecardOf(view, id, { asOf, standard, commitment, definitions }, obligationsOf(view, query, id, 'owed'), only),
  );
  const result: ScorecardAnswer = {
    scorecards,
    composite: weights === null ? null : compositeOf(scorecards, weights, run),
    change: earlier === null ? null : ids.map((id) => changeOf(view, id, query, earlier, words)),
  };
  const parameters = {
    agreements: ids,
    ...(only.length === 0 ? {} : { dials: only }),
    ...(weights === null ? {} : { weights, ...run }),
    ...(earlier === null
      ? {}
      : {
          compare: earlier,
          compareStandard: words.compareStandard ?? standard,
          compareCommitment: words.compareCommitment ?? commitment,
        }),
  };
  return envelope(view, 'scorecard/1', query, parameters, assumptionsOf(query, weights !== null, earlier), result);
}

function compositeOf(
  scorecards: readonly Scorecard[],
  weights: Record<string, number>,
  run: { draws: number; seed: number; points: number },
): ScorecardAnswer['composite'] {
  const input = compositeInput(scorecards, weights, run);
  const parts = splitComposite(input).map((part) => runCompositePart(input, part));
  return {
    ...joinComposite(input, parts),
    indicators: input.indicators.map(({ id }) => id),
    minimumIndicators: input.minimumIndicators,
  };
}

function parseDial(text: string): DialId {
  const found = dialIds.find((id) => id === text);
  if (found) return found;
  throw new ServandaError('INPUT_INVALID', `dials: "${text.slice(0, 40)}" is none of ${dialIds.join(', ')}.`, {
    place: { field: 'dials' },
  });
}

/** `a=2,b=1` as weights; what is not named weighs 1. */
function parseWeights(text: string): Record<string, number> {
  const weights: Record<string, number> = {};
  for (const part of text.split(',').filter((word) => word.trim() !== '')) {
    const [name = '', value = ''] = part.split('=').map((word) => word.trim());
    const weight = value === '' ? NaN : Number(value);
    if (!compositeIndicators.some(({ id }) => id === name) || !(weight >= 0 && weight <= 1000)) {
      throw new ServandaError(
        'INPUT_INVALID',
        `weights: "${part.slice(0, 60)}" is not name=weight with a name of ${compositeIndicators.map(({ id }) => id).join(', ')} and a weight of at least 0.`,
        { place: { field: 'composite' } },
      );
    }
    weights[name] = weight;
  }
  return weights;
}

function wholeNumber(field: string, value: number, from: number, to: number): number {
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  throw new ServandaError('INPUT_INVALID', `${field}: write a whole number from ${from} to ${to}.`, {
    place: { field },
  });
}

function checkEarlier(day: string, asOf: string): string {
  let number: number;
  try {
    number = parseDay(day);
  } catch {
    throw new ServandaError('INPUT_INVALID', `compare: "${day.slice(0, 40)}" is not a day; write YYYY-MM-DD.`, {
      place: { field: 'compare' },
    });
  }
  if (number < parseDay(asOf)) return day;
  throw new ServandaError('INPUT_INVALID', `compare: ${day} must come before the as-of date, ${asOf}.`, {
    place: { field: 'compare' },
  });
}

function changeOf(
  view: View,
  agreement: string,
  { asOf, publicAt, knownAt, standard, commitment }: Query,
  earlier: string,
  words: ScorecardWords,
): NonNullable<ScorecardAnswer['change']>[number] {
  const from = {
    asOf: earlier,
    publicAt: earlier,
    knownAt,
    standard: findStandard(words.compareStandard ?? standard).id,
    commitment: commitmentStandard(words.compareCommitment ?? commitment).id,
  };
  try {
    return {
      agreement,
      change: coverageChange(view, agreement, from, { asOf, publicAt, knownAt, standard, commitment }),
      refused: null,
    };
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') {
      return { agreement, change: null, refused: error.message };
    }
    throw error;
  }
}

function assumptionsOf(query: Query, hasComposite: boolean, earlier: string | null): string[] {
  return [
    `attribution standard ${query.standard}: ${findStandard(query.standard).rule}`,
    `commitment standard ${query.commitment}: ${commitmentStandard(query.commitment).rule}`,
    `definitions ${query.definitions}; codings of texts are project coding, unreviewed`,
    'the shipped record is not a sample: shares stand beside those of other data sets, and their range is the headline',
    'a dial without a number says why; it is not zero',
    ...(hasComposite
      ? [
          `composite on request: indicators on their own scale from 0 to 1, more taken as stronger; agreements with fewer than ${fewestIndicators} of them are not scored; weights drawn around the chosen ones, min-max or ranks, arithmetic or geometric`,
          'weights are not importance, and a missing indicator is left out, not zero; the effect is a verdict and does not enter',
        ]
      : []),
    ...(earlier === null
      ? []
      : [
          `change since ${earlier}, as public then: shared out by Shapley values, which do not depend on order and add up; the code is the same at both ends, so method means standards`,
        ]),
  ];
}
