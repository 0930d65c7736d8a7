/** What waits for an answer: an incident and a state named for it, with the dates that its clock runs between. */
import { responsibilities, type AttributionStandard } from '#attribution';
import {
  isStateCode,
  parseDay,
  parseImpreciseDate,
  type Attribution,
  type Incident,
  type PartyId,
  type Response,
} from '#model';
import type { View } from '#registry';
import { isDomestic } from '../coverage/operations.ts';

/** Days on which something may have happened, both included. */
export interface DaySpan {
  first: number;
  last: number;
}

/** From which date the clock runs. The record holds no date of discovery; the first public report is the nearest. */
export const clocks = ['attribution', 'report', 'operation'] as const;
export type Clock = (typeof clocks)[number];

/** An answer to the unit: by whom, how, and when; without a date it lies anywhere up to the as-of date. */
export interface Answer {
  by: readonly PartyId[];
  form: string;
  on: DaySpan | null;
}

/** One unit. */
export interface ResponseUnit {
  incident: string;
  target: PartyId;
  /** Those who might answer: victim states, and who attributed on record. */
  concerned: ReadonlySet<PartyId>;
  dates: Record<Clock, DaySpan | null>;
  answers: readonly Answer[];
}

/** Days of an imprecise date. */
export function daysOf(date: string): DaySpan {
  const { from, to } = parseImpreciseDate(date);
  return { first: from, last: to - 1 };
}

/**
 * Units under a standard, of incidents that surely became attributed on or before `asOf`. Conduct of a state against
 * itself alone is left out. `among`: only these incidents.
 */
export function responseUnits(
  view: View,
  standard: AttributionStandard,
  asOf: string,
  among: ReadonlySet<string> | null,
): ResponseUnit[] {
  const until = parseDay(asOf);
  return view.all('incident').flatMap((incident) => {
    if (among !== null && !among.has(incident.id)) return [];
    return responsibilities(view, incident.id, standard)
      .filter(({ met, state }) => met && !isDomestic(incident, state))
      .flatMap(({ state, supporting }) => {
        const attribution = metOn(supporting, state, standard);
        if (attribution === null || attribution.last > until) return [];
        return [unitOf(view, incident, state, supporting, attribution, until)];
      });
  });
}

/** The date on which the statements first met the standard, taken in their order. */
function metOn(supporting: readonly Attribution[], state: PartyId, standard: AttributionStandard): DaySpan | null {
  const ordered = [...supporting].sort(
    (a, b) => daysOf(a.madeOn).first - daysOf(b.madeOn).first || (a.id < b.id ? -1 : 1),
  );
  const count = ordered.findIndex((_, at) => {
    const sofar = ordered.slice(0, at + 1);
    return standard.isMet(sofar, state, sofar);
  });
  const statement = ordered[count] ?? ordered.find(({ by }) => by.includes(state));
  return statement ? daysOf(statement.madeOn) : null;
}

function unitOf(
  view: View,
  incident: Incident,
  target: PartyId,
  supporting: readonly Attribution[],
  attribution: DaySpan,
  until: number,
): ResponseUnit {
  const victims = incident.targets.flatMap(({ victimStates }) => victimStates);
  const speakers = supporting.flatMap(({ by }) => by).filter((party) => isStateCode(party) || party === 'eu');
  return {
    incident: incident.id,
    target,
    concerned: new Set([...victims, ...speakers].filter((party) => party !== target)),
    dates: {
      attribution,
      report: incident.disclosedOn === null ? null : daysOf(incident.disclosedOn),
      operation: daysOf(incident.startedOn),
    },
    answers: view
      .by('response', 'incident', incident.id)
      .filter((response) => isAnswer(response, target))
      .map(({ by, form, madeOn }) => ({ by, form, on: madeOn === null ? null : daysOf(madeOn) }))
      .filter(({ on }) => on === null || on.first <= until),
  };
}

/** By somebody else, against this state or against nobody named as another state; silence reported is no answer. */
function isAnswer({ form, by, against }: Response, target: PartyId): boolean {
  if (form === 'none-announced' || by.every((party) => party === target)) return false;
  const states = Array.isArray(against) ? against.filter(isStateCode) : [];
  return states.length === 0 || states.includes(target);
}
