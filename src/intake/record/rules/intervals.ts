/** Nothing ends before it begins. Imprecise dates: a fault only where it is surely so. */
import { parseImpreciseDate, type ServandaError } from '#model';
import type { PlacedStatement } from '../compile.ts';
import { fault } from '../compiled.ts';
import type { RecordRule } from './rule.ts';

export const intervals: RecordRule = {
  id: 'intervals',
  rule: 'An end lies not surely before its beginning: adherences, memberships, rounds, conflicts, incidents, entry into force.',
  check(record) {
    return [
      ...record.all('adherence').flatMap((one) => order(one, 'from', one.body.from, 'until', one.body.until)),
      ...record.all('membership').flatMap((one) => order(one, 'from', one.body.from, 'until', one.body.until)),
      ...record.all('round').flatMap((one) => order(one, 'from', one.body.from, 'until', one.body.until)),
      ...record.all('armed-conflict').flatMap((one) => order(one, 'firstDay', one.body.firstDay, 'lastDay', one.body.lastDay)),
      ...record.all('agreement').flatMap((one) => order(one, 'adoptedOn', one.body.adoptedOn, 'enteredIntoForceOn', one.body.enteredIntoForceOn)),
      ...record.all('incident').flatMap((one) => [
        ...order(one, 'startedOn', one.body.startedOn, 'endedOn', one.body.endedOn),
        ...order(one, 'startedOn', one.body.startedOn, 'disclosedOn', one.body.disclosedOn),
      ]),
    ];
  },
};

function order(statement: PlacedStatement, startField: string, start: string | null, endField: string, end: string | null): ServandaError[] {
  if (start === null || end === null || !isSurelyBefore(end, start)) return [];
  return [
    fault(intervals.id, statement, [endField], `${end} is before ${startField} ${start}.`, 'Correct the date that the source does not say; where a date is not known, write a range or leave it out.'),
  ];
}

/** True if every day on which `date` may lie is before every day of `other`. */
export function isSurelyBefore(date: string, other: string): boolean {
  return parseImpreciseDate(date).to <= parseImpreciseDate(other).from;
}
