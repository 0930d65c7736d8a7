/** Effect of one agreement: cited evidence, the record's own counts, and a range or the refusal to state one. */
import { findStandard } from '#attribution';
import { commitmentStandard } from '#findings';
import { parseDay, parseImpreciseDate, type Agreement, type CitedEvidence, type PartyId, type Purpose } from '#model';
import { bondsOn, type View } from '#registry';
import type { Verdict } from './assess.ts';
import { effectConventions } from './conventions.ts';
import { assessReading, rangeOf, readingsOf, type EffectRange, type EffectSource } from './effect-range.ts';
import { firstDayOf, formatMonth, monthOfDay } from './month.ts';
import {
  conductOf,
  countWithin,
  lastCompleteMonth,
  monthlyCounts,
  monthOf,
  placedSeries,
  placements,
  yearlyCounts,
  type DatedIncident,
  type Direction,
  type PeriodCount,
} from './recorded-conduct.ts';

export interface EffectQuery {
  agreement: string;
  asOf: string;
  standard: string;
  commitment: string;
  /** Whose conduct; null: all who are bound (of a bilateral text: each towards the other). */
  party: PartyId | null;
  /** Towards whom; null: anybody abroad. */
  target: PartyId | null;
  /** Only conduct with one of these purposes; empty: any. */
  purposes: readonly Purpose[];
}

/** Counts in equal windows before and after; the ratio is an interval because dates are. */
export interface WindowRatio {
  months: number;
  before: Omit<PeriodCount, 'period'>;
  after: Omit<PeriodCount, 'period'>;
  /** Rate after over rate before, from the dates that favour a fall most to those that favour it least; null: refused. */
  rateRatio: { lower: number; upper: number } | null;
  refused: string | null;
}

export interface AgreementEffect {
  agreement: string;
  title: string;
  asOf: string;
  party: PartyId | null;
  target: PartyId | null;
  purposes: Purpose[];
  /** The date that is tested, and first whole month after it; null where the record does not know it to the month. */
  date: { day: string; of: string; firstMonth: string } | null;
  verdict: Verdict;
  reason: string;
  range: EffectRange | null;
  evidence: CitedEvidence[];
  counts: {
    incidents: string[];
    n: number;
    monthKnown: number;
    yearly: PeriodCount[];
    monthly: PeriodCount[];
    /** Later months are incomplete: fewer than half of their incidents are expected to be disclosed yet. */
    lastCompleteMonth: string;
    delaysFrom: number;
  };
  /** No true change would require that detection changed by this ratio (5h). */
  tipping: WindowRatio[];
  collection: string;
}

/** Months before, months until the change, months after that count: the readings of the record's own counts. */
const baselines = [60, 120];
const lags = [0, 12];
const horizon = 60;
const ratioWindows = [24, 36, 60];
const computed = new WeakMap<View, Map<string, AgreementEffect>>();

/** Pure: the same view and query give the same answer, kept with the view. Throws NOT_FOUND for an unknown agreement or party. */
export function effectOfAgreement(view: View, query: EffectQuery): AgreementEffect {
  const key = JSON.stringify(query);
  let ofView = computed.get(view);
  if (!ofView) computed.set(view, (ofView = new Map<string, AgreementEffect>()));
  let effect = ofView.get(key);
  if (!effect) ofView.set(key, (effect = computeEffect(view, query)));
  return effect;
}

function computeEffect(view: View, query: EffectQuery): AgreementEffect {
  const agreement = view.get('agreement', query.agreement);
  for (const party of [query.party, query.target]) if (party !== null) view.get('party', party);
  const until = parseDay(query.asOf);
  const directions = directionsOf(view, agreement, query);
  const select = (standard: string): DatedIncident[] =>
    conductOf(view, findStandard(standard), directions, query.purposes, until);
  const incidents = select(query.standard);
  const complete = lastCompleteMonth(view, until, effectConventions.completedShare);
  const date = dateOf(view, agreement, query);
  const from = date === null ? null : firstMonthAfter(date.day);
  const evidence = view.by('cited-evidence', 'agreement', agreement.id).sort((a, b) => (a.madeOn < b.madeOn ? -1 : 1));
  const range =
    from === null || incidents.length === 0 ? null : rangeOver(query, select, incidents, complete.month, from);
  const verdict = range?.verdict ?? 'cannot be assessed';
  return {
    agreement: agreement.id,
    title: agreement.title,
    asOf: query.asOf,
    party: query.party,
    target: query.target,
    purposes: [...query.purposes],
    date: date === null || from === null ? null : { ...date, firstMonth: formatMonth(from) },
    verdict,
    reason: [reasonOf(range, incidents, date), ...reasonOfEvidence(evidence)].join('; '),
    range,
    evidence,
    counts: {
      incidents: incidents.map(({ id }) => id),
      n: incidents.length,
      monthKnown: incidents.filter((incident) => monthOfDay(incident.from) === monthOfDay(incident.to - 1)).length,
      yearly: incidents.length === 0 ? [] : yearlyCounts(incidents, monthOfDay(until)),
      monthly: incidents.length === 0 ? [] : monthlyCounts(incidents, monthOfDay(until)),
      lastCompleteMonth: formatMonth(complete.month),
      delaysFrom: complete.delaysFrom,
    },
    tipping: from === null ? [] : ratioWindows.map((months) => windowRatio(incidents, from, months, complete.month)),
    collection: view.all('record-description')[0]?.collection ?? '',
  };
}

/** A bilateral promise is owed to the other party; else to anybody. */
function directionsOf(view: View, agreement: Agreement, { party, target, asOf, commitment }: EffectQuery): Direction[] {
  if (party !== null) return [{ responsible: new Set([party]), target }];
  const bound = [...bondsOn(view, agreement.id, asOf, commitmentStandard(commitment).bases).keys()];
  if (!agreement.bilateral) return [{ responsible: new Set(bound), target }];
  return bound.flatMap((own) =>
    bound
      .filter((other) => other !== own && (target === null || other === target))
      .map((other) => ({ responsible: new Set([own]), target: other })),
  );
}

/** The party's own beginning if it is bound; else entry into force, else adoption. Null if not known to the month. */
function dateOf(
  view: View,
  agreement: Agreement,
  { party, asOf, commitment }: EffectQuery,
): { day: string; of: string } | null {
  const bond =
    party === null ? undefined : bondsOn(view, agreement.id, asOf, commitmentStandard(commitment).bases).get(party);
  const begun = bond?.adherences
    .map(({ from }) => from)
    .sort((a, b) => parseImpreciseDate(a).from - parseImpreciseDate(b).from)[0];
  const [day, of] =
    begun !== undefined && party !== null
      ? [begun, `adherence of ${party}`]
      : agreement.enteredIntoForceOn !== null
        ? [agreement.enteredIntoForceOn, 'entry into force']
        : [agreement.adoptedOn, 'adoption'];
  return day === null || monthOf(day) === null ? null : { day, of };
}

function firstMonthAfter(date: string): number {
  const { from } = parseImpreciseDate(date);
  const month = monthOfDay(from);
  return firstDayOf(month) === from ? month : month + 1;
}

function rangeOver(
  query: EffectQuery,
  select: (standard: string) => DatedIncident[],
  incidents: readonly DatedIncident[],
  last: number,
  from: number,
): EffectRange {
  const wider = query.standard === 'any-report' ? [] : select('any-report');
  const sources: EffectSource[] = [
    ...placements.map((placement) => ({
      name: `record, ${query.standard}, undated at their ${placement}`,
      series: placedSeries(incidents, last, placement),
    })),
    ...(wider.length === 0 ? [] : placements).map((placement) => ({
      name: `record, any-report, undated at their ${placement}`,
      series: placedSeries(wider, last, placement),
    })),
  ];
  return rangeOf(
    from,
    readingsOf(sources, from, baselines, lags).map((reading) => assessReading(sources, from, reading, horizon)),
  );
}

function reasonOf(
  range: EffectRange | null,
  incidents: readonly DatedIncident[],
  date: { day: string } | null,
): string {
  if (date === null) return 'the date of the agreement is not known to the month';
  if (incidents.length === 0) return 'the record holds no such incident under this standard';
  return range?.reason ?? 'no reading can be made';
}

function reasonOfEvidence(evidence: readonly CitedEvidence[]): string[] {
  if (evidence.length === 0) return [];
  const published = evidence.filter(({ series }) => series === 'published').length;
  const directions = [...new Set(evidence.map(({ direction }) => direction))].join(', ');
  return [
    `${evidence.length} cited statement${evidence.length === 1 ? '' : 's'} on it (${directions})`,
    ...(published === 0 ? ['none comes with a published series, so none is tested here'] : []),
  ];
}

function windowRatio(incidents: readonly DatedIncident[], from: number, months: number, last: number): WindowRatio {
  const before = countWithin(incidents, firstDayOf(from - months), firstDayOf(from));
  const after = countWithin(incidents, firstDayOf(from), firstDayOf(from + months));
  const base = { months, before, after };
  if (from + months - 1 > last) return { ...base, rateRatio: null, refused: 'the months after are not complete yet' };
  if (before.certain < effectConventions.minimumEventsForRatio) {
    return {
      ...base,
      rateRatio: null,
      refused: `${before.certain} incidents surely before; at least ${effectConventions.minimumEventsForRatio} are needed`,
    };
  }
  return {
    ...base,
    rateRatio: { lower: after.certain / before.possible, upper: after.possible / before.certain },
    refused: null,
  };
}
