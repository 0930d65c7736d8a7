/** How many parties there were on each day: certain ones, and those whose dates leave it open. */
import { anyTruth, isInForce, parseImpreciseDate, type Day, type Truth } from '#model';

/** One act of adherence, with honest dates. */
export interface DatedAct {
  party: string;
  from: string;
  until: string | null;
}

/** From `day` on, `certain` parties are surely bound and `possible` more may be. */
export interface Step {
  day: Day;
  certain: number;
  possible: number;
}

/** The steps up to and including `last`; a party with several acts counts once. */
export function adherenceSteps(acts: readonly DatedAct[], last: Day): Step[] {
  const byParty = new Map<string, DatedAct[]>();
  for (const act of acts) byParty.set(act.party, [...(byParty.get(act.party) ?? []), act]);
  const days = new Set<Day>();
  for (const { from, until } of acts) {
    for (const date of until === null ? [from] : [from, until]) {
      const { from: first, to } = parseImpreciseDate(date);
      days.add(first).add(to - 1);
    }
  }
  return [...days]
    .filter((day) => day <= last)
    .sort((a, b) => a - b)
    .map((day) => ({ day, ...countOn(byParty, day) }));
}

function countOn(byParty: ReadonlyMap<string, readonly DatedAct[]>, day: Day): { certain: number; possible: number } {
  const answers: Truth[] = [...byParty.values()].map((acts) =>
    anyTruth(acts.map(({ from, until }) => isInForce(from, until, day))),
  );
  return {
    certain: answers.filter((answer) => answer === 'true').length,
    possible: answers.filter((answer) => answer === 'unknown').length,
  };
}
