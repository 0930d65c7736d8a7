/** The record's own counts of conduct, month by month and year by year, with imprecise dates as what they are. */
import { responsibilities, type AttributionStandard } from '#attribution';
import { parseImpreciseDate, type Incident, type PartyId, type Purpose } from '#model';
import type { View } from '#registry';
import { isDomestic } from '../coverage/operations.ts';
import { firstDayOf, formatMonth, monthOfDay } from './month.ts';
import { completedShares } from './reporting-delay.ts';
import type { MonthlySeries } from './series.ts';

/** Whose conduct against whom; a null target is anybody abroad. */
export interface Direction {
  responsible: ReadonlySet<PartyId>;
  target: PartyId | null;
}

/** An incident with the days on which it may have begun, half-open. */
export interface DatedIncident {
  id: string;
  from: number;
  to: number;
}

/** Incidents of any of the directions that surely began by the day, under the standard; in order of id. */
export function conductOf(
  view: View,
  standard: AttributionStandard,
  directions: readonly Direction[],
  purposes: readonly Purpose[],
  until: number,
): DatedIncident[] {
  return view.all('incident').flatMap((incident) => {
    const { from, to } = parseImpreciseDate(incident.startedOn);
    if (to - 1 > until) return [];
    if (purposes.length > 0 && !incident.purposes.some((purpose) => purposes.includes(purpose))) return [];
    if (!directions.some((direction) => mayFit(incident, direction))) return [];
    const named = responsibilities(view, incident.id, standard)
      .filter(({ met, state }) => met && !isDomestic(incident, state))
      .map(({ state }) => state);
    const fits = directions.some(
      (direction) => mayFit(incident, direction) && named.some((state) => direction.responsible.has(state)),
    );
    return fits ? [{ id: incident.id, from, to }] : [];
  });
}

function mayFit(incident: Incident, { target }: Direction): boolean {
  return target === null || incident.targets.some(({ victimStates }) => victimStates.includes(target));
}

/** Incidents that surely began in a period, that possibly did, and the mean if each were spread evenly over its days. */
export interface PeriodCount {
  period: string;
  certain: number;
  possible: number;
  spread: number;
}

/** Counts over [from, to) days. */
export function countWithin(
  incidents: readonly DatedIncident[],
  from: number,
  to: number,
): Omit<PeriodCount, 'period'> {
  let [certain, possible, spread] = [0, 0, 0];
  for (const incident of incidents) {
    const overlap = Math.min(to, incident.to) - Math.max(from, incident.from);
    if (overlap <= 0) continue;
    possible += 1;
    if (incident.from >= from && incident.to <= to) certain += 1;
    spread += overlap / (incident.to - incident.from);
  }
  return { certain, possible, spread };
}

/** One line a month from the first possible month to `last`, both included. */
export function monthlyCounts(incidents: readonly DatedIncident[], last: number): PeriodCount[] {
  const first = monthOfDay(Math.min(...incidents.map(({ from }) => from)));
  return range(first, last).map((month) => ({
    period: formatMonth(month),
    ...countWithin(incidents, firstDayOf(month), firstDayOf(month + 1)),
  }));
}

/** One line a year, likewise. */
export function yearlyCounts(incidents: readonly DatedIncident[], last: number): PeriodCount[] {
  const first = monthOfDay(Math.min(...incidents.map(({ from }) => from)));
  return range(Math.floor(first / 12), Math.floor(last / 12)).map((year) => ({
    period: String(year),
    ...countWithin(incidents, firstDayOf(year * 12), firstDayOf(year * 12 + 12)),
  }));
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** How an incident without a month is placed: a series at either end of what the dates allow. */
export const placements = ['earliest', 'latest'] as const;
export type Placement = (typeof placements)[number];

/** Whole counts a month from the first possible month to `last`; every incident at the earliest or latest day it allows. */
export function placedSeries(incidents: readonly DatedIncident[], last: number, placement: Placement): MonthlySeries {
  const first = monthOfDay(Math.min(...incidents.map(({ from }) => from)));
  const counts = new Float64Array(Math.max(0, last - first + 1));
  for (const { from, to } of incidents) {
    const at = monthOfDay(placement === 'earliest' ? from : to - 1) - first;
    if (at < counts.length) counts[at] = (counts[at] ?? 0) + 1;
  }
  return { first, counts, offset: undefined };
}

/**
 * The last month whose completed share of reports is at least `leastShare`, from the delays between start and disclosure
 * of all incidents whose month of both is known (method 5g). Without such delays: the month of `until`.
 */
export function lastCompleteMonth(
  view: View,
  until: number,
  leastShare: number,
): { month: number; delaysFrom: number } {
  const now = monthOfDay(until);
  const observed = view.all('incident').flatMap(({ startedOn, disclosedOn }): [number, number][] => {
    const [start, disclosed] = [monthOf(startedOn), disclosedOn === null ? null : monthOf(disclosedOn)];
    if (start === null || disclosed === null || disclosed < start || disclosed > now) return [];
    return [[start, disclosed - start]];
  });
  const shares = completedShares(observed, now);
  const age = shares === null ? 0 : shares.findIndex((share) => share >= leastShare);
  return { month: now - Math.max(0, age), delaysFrom: observed.length };
}

/** The month of a date, null where the date leaves it open. */
export function monthOf(date: string): number | null {
  const { from, to } = parseImpreciseDate(date);
  const month = monthOfDay(from);
  return month === monthOfDay(to - 1) ? month : null;
}
