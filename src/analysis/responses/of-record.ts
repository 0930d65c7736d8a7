/** Action and reaction over the record: who answered named states, how, and how fast (methods, section 10). */
import { findStandard } from '#attribution';
import { parseDay, type PartyId } from '#model';
import type { View } from '#registry';
import { contraryIncidents } from '../coverage/conduct-universe.ts';
import type { LogRank } from '../statistics/log-rank.ts';
import type { Observation } from '../statistics/kaplan-meier.ts';
import { groupPace, paceOf, type GroupPace, type PaceOptions } from './analyse.ts';
import { ends, observe, type End } from './durations.ts';
import { responseUnits, type Answer, type Clock, type DaySpan, type ResponseUnit } from './units.ts';

export interface ResponsesQuery {
  asOf: string;
  standard: string;
  clock: Clock;
  horizons: readonly number[];
  /** Only incidents contrary to a clause of this agreement, under `definitions`; null: all. */
  agreement: string | null;
  definitions?: string;
}

/** From `time` days on this share answered, with its interval: one minus Kaplan–Meier. */
export interface AnswerStep {
  time: number;
  value: number;
  lower: number | null;
  upper: number | null;
}

/** A group at both ends of imprecise dates; null where it cannot be computed for want of units. */
export type PaceRange = Record<End, Omit<GroupPace, 'steps' | 'kinds'> & { curve: AnswerStep[] }>;

export interface ResponsesOfRecord {
  asOf: string;
  clock: Clock;
  agreement: string | null;
  /** Incidents with a named state; an incident with two named states is two units. */
  units: {
    n: number;
    incidents: number;
    ids: string[];
    answered: number;
    /** An indictment or listing is often attribution and answer in one. */
    answeredOnDayZero: number;
    withUndatedAnswer: number;
    withoutClock: number;
  };
  /** null where there is no unit. */
  all: Record<End, GroupPace> | null;
  byTarget: { groups: ({ target: PartyId; name: string } & PaceRange)[]; comparison: Record<End, LogRank | null> };
  /** For each responder only units that concern it, as victim or as attributor; groups overlap, so none is compared. */
  byResponder: ({ responder: PartyId; name: string } & PaceRange)[];
  /** Days between the four dates; discovery is not recorded. */
  delays: { from: string; to: string; n: number; range: PaceRange | null; note: string }[];
}

/** Fewest units of a group that is shown by itself; project convention. */
export const smallestGroup = 10;

const everyAnswer = (): boolean => true;

/** What is said of all units together. */
export type ResponsesOverall = Pick<ResponsesOfRecord, 'asOf' | 'clock' | 'agreement' | 'units' | 'all'>;

/** Throws NOT_FOUND for unknown names, REFUSED where the agreement has no clause that is tested on incidents. */
export function responsesOfRecord(view: View, query: ResponsesQuery): ResponsesOfRecord {
  const read = readUnits(view, query);
  const { clocked, until, options } = read;
  return {
    ...overall(query, read),
    byTarget: byTarget(view, clocked, query.clock, until, options),
    byResponder: byResponder(view, clocked, query.clock, until, options),
    delays: delays(clocked, until, options),
  };
}

/** The same for all units together alone, where nobody asks for groups and delays. */
export function responsesOverall(view: View, query: ResponsesQuery): ResponsesOverall {
  return overall(query, readUnits(view, query));
}

interface ReadUnits {
  /** Units that have the date at which the clock starts. */
  clocked: readonly ResponseUnit[];
  withoutClock: number;
  until: number;
  options: PaceOptions;
}

function readUnits(view: View, { asOf, standard, clock, horizons, agreement, definitions }: ResponsesQuery): ReadUnits {
  const among = agreement === null ? null : contraryIncidents(view, agreement, definitions);
  const units = responseUnits(view, findStandard(standard), asOf, among);
  const clocked = units.filter(({ dates }) => dates[clock] !== null);
  return {
    clocked,
    withoutClock: units.length - clocked.length,
    until: parseDay(asOf),
    options: { horizons, level: 0.95, interval: 'log-log', meanUntil: 365 },
  };
}

function overall(
  { asOf, clock, agreement }: ResponsesQuery,
  { clocked, withoutClock, until, options }: ReadUnits,
): ResponsesOverall {
  return {
    asOf,
    clock,
    agreement,
    units: {
      n: clocked.length,
      incidents: new Set(clocked.map(({ incident }) => incident)).size,
      ids: [...new Set(clocked.map(({ incident }) => incident))],
      answered: clocked.filter(({ answers }) => answers.length > 0).length,
      answeredOnDayZero: observed(clocked, clock, 'slowest', until, everyAnswer).filter(
        ({ time, event }) => event !== null && time === 0,
      ).length,
      withUndatedAnswer: clocked.filter(({ answers }) => answers.some(({ on }) => on === null)).length,
      withoutClock,
    },
    all:
      clocked.length === 0
        ? null
        : both((end) => groupPace('all', observed(clocked, clock, end, until, everyAnswer), options)),
  };
}

function both<Value>(of: (end: End) => Value): Record<End, Value> {
  return Object.fromEntries(ends.map((end) => [end, of(end)])) as Record<End, Value>;
}

function observed(
  units: readonly ResponseUnit[],
  clock: Clock,
  end: End,
  until: number,
  counts: (answer: Answer) => boolean,
): Observation[] {
  return units.flatMap((unit) => observe(unit, { clock, end, until, group: 'all', counts }) ?? []);
}

function rangeOf(
  group: string,
  units: readonly ResponseUnit[],
  clock: Clock,
  until: number,
  options: PaceOptions,
  counts: (answer: Answer) => boolean,
): PaceRange {
  return both((end) => inShort(groupPace(group, observed(units, clock, end, until, counts), options)));
}

function inShort({ group, n, answered, horizons, median, restrictedMean, steps }: GroupPace): PaceRange[End] {
  return { group, n, answered, horizons, median, restrictedMean, curve: answerCurve(steps) };
}

/** The curve of those who answered, from the curve of those who have not. */
export function answerCurve(steps: GroupPace['steps']): AnswerStep[] {
  const flip = (value: number | null): number | null => (value === null ? null : 1 - value);
  return steps.map(({ time, survival, lower, upper }) => ({
    time,
    value: 1 - survival,
    lower: flip(upper),
    upper: flip(lower),
  }));
}

function byTarget(
  view: View,
  units: readonly ResponseUnit[],
  clock: Clock,
  until: number,
  options: PaceOptions,
): ResponsesOfRecord['byTarget'] {
  const groups = groupBy(units, ({ target }) => [target]);
  const large = groups.filter(([, members]) => members.length >= smallestGroup);
  return {
    groups: large.map(([target, members]) => ({
      target,
      name: nameOf(view, target),
      ...rangeOf(target, members, clock, until, options, everyAnswer),
    })),
    comparison: both((end) => {
      const observations = large.flatMap(([target, members]) =>
        observed(members, clock, end, until, everyAnswer).map((one) => ({ ...one, group: target })),
      );
      return large.length < 2 ? null : paceOf(observations, options).comparison;
    }),
  };
}

function byResponder(
  view: View,
  units: readonly ResponseUnit[],
  clock: Clock,
  until: number,
  options: PaceOptions,
): ResponsesOfRecord['byResponder'] {
  return groupBy(units, ({ concerned }) => [...concerned])
    .filter(([, members]) => members.length >= smallestGroup)
    .map(([responder, members]) => ({
      responder,
      name: nameOf(view, responder),
      ...rangeOf(responder, members, clock, until, options, ({ by }) => by.includes(responder)),
    }));
}

/** Groups, the largest first. */
function groupBy(
  units: readonly ResponseUnit[],
  keys: (unit: ResponseUnit) => readonly PartyId[],
): [PartyId, ResponseUnit[]][] {
  const groups = new Map<PartyId, ResponseUnit[]>();
  for (const unit of units) {
    for (const key of keys(unit)) {
      const list = groups.get(key);
      if (list) list.push(unit);
      else groups.set(key, [unit]);
    }
  }
  return [...groups].sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1));
}

function nameOf(view: View, party: PartyId): string {
  return view.find('party', party)?.body.name ?? party;
}

/** Waits between the dates of units; all of these have happened, so nothing is censored and the wait is what it was. */
function delays(units: readonly ResponseUnit[], until: number, options: PaceOptions): ResponsesOfRecord['delays'] {
  const between = (from: Clock, to: Clock): ResponsesOfRecord['delays'][number] => {
    const dated = units.filter(({ dates }) => dates[from] !== null && dates[to] !== null);
    const durations = (end: End): Observation[] =>
      dated.map(({ dates }) => ({ time: duration(dates[from], dates[to], end), event: to }));
    return {
      from,
      to,
      n: dated.length,
      range: dated.length === 0 ? null : both((end) => inShort(groupPace('all', durations(end), options))),
      note: 'among units that have both dates: operations that were never reported or attributed are not here',
    };
  };
  return [
    between('operation', 'report'),
    between('report', 'attribution'),
    {
      from: 'attribution',
      to: 'response',
      n: units.length,
      range: units.length === 0 ? null : rangeOf('all', units, 'attribution', until, options, everyAnswer),
      note: 'units without a response yet are censored at the as-of date',
    },
    { from: 'operation', to: 'discovery', n: 0, range: null, note: 'the record holds no date of discovery' },
  ];
}

function duration(from: DaySpan | null, to: DaySpan | null, end: End): number {
  if (from === null || to === null) return 0;
  return Math.max(0, end === 'fastest' ? to.first - from.last : to.last - from.first);
}
