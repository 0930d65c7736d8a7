/** The answer on responses that command and API share. */
import { clocks, responsesOfRecord, smallestGroup, type Clock, type ResponsesOfRecord } from '#analysis';
import { findStandard } from '#attribution';
import { ServandaError, type Envelope } from '#model';
import type { View } from '#registry';
import { envelope } from './envelope.ts';
import type { Query } from './query.ts';

export interface ResponsesWords {
  clock?: string | undefined;
  /** Only incidents contrary to a clause of this agreement. */
  agreement?: string | undefined;
  /** Days, joined by commas. */
  horizons?: string | undefined;
}

const defaultHorizons = '30,180,365';

/** Responses over the record, in their envelope. */
export function responsesAnswer(view: View, query: Query, words: ResponsesWords = {}): Envelope<ResponsesOfRecord> {
  const clock = parseClock(words.clock ?? 'attribution');
  const horizons = parseHorizons(words.horizons ?? defaultHorizons);
  const agreement = words.agreement === undefined ? null : view.get('agreement', words.agreement).id;
  const { asOf, standard, definitions } = query;
  const result = responsesOfRecord(view, { asOf, standard, clock, horizons, agreement, definitions });
  const parameters = { clock, horizons, agreement, ...(agreement === null ? {} : { definitions }) };
  return envelope(view, 'responses/1', query, parameters, responsesAssumptions(query, clock), result);
}

/** What the answer takes for granted. */
export function responsesAssumptions(query: Query, clock: Clock): string[] {
  return [
    `attribution standard ${query.standard}: ${findStandard(query.standard).rule}`,
    `the clock runs from ${clockWords[clock]}; units without an answer are censored at the as-of date`,
    'a unit is an incident and a state named for it; conduct of a state against itself alone is kept apart',
    'the share that answered by a horizon is one minus Kaplan–Meier, never answers divided by attributions; kinds of first answers compete (Aalen–Johansen)',
    'imprecise dates are spans: the fastest and the slowest reading of the same facts are both given; with late entry they are two readings, not bounds',
    'an answer before or on the day the clock begins counts as day 0 (an indictment is often attribution and answer in one); an answer without a date may lie anywhere up to the as-of date',
    `responders are counted over incidents that concern them as victim or attributor; groups of fewer than ${smallestGroup} units are not shown`,
    'only operations attributed in public are here, and only responses that were made public',
  ];
}

const clockWords: Record<Clock, string> = {
  attribution: 'the day on which statements first met the attribution standard',
  report: 'the first public report of the operation (its discovery is not recorded)',
  operation: 'the beginning of the operation; a unit is at risk only from its first public report (left truncation)',
};

function parseClock(text: string): Clock {
  const clock = clocks.find((known) => known === text);
  if (clock) return clock;
  throw new ServandaError(
    'INPUT_INVALID',
    `clock: "${text.slice(0, 40)}" is not a clock; write ${clocks.join(', ')}.`,
    {
      place: { field: 'clock' },
    },
  );
}

function parseHorizons(text: string): number[] {
  const days = text.split(',').map((part) => Number(part.trim() === '' ? NaN : part));
  if (days.length <= 10 && days.every((day) => Number.isInteger(day) && day > 0 && day <= 36_500)) return days;
  throw new ServandaError('INPUT_INVALID', 'horizons: write at most ten numbers of days, such as 30,180,365.', {
    place: { field: 'horizons' },
  });
}
