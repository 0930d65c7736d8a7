/** When conduct took place, and whether it lies in a period: four answers, because dates are often imprecise. */
import { parseImpreciseDate, type Day, type DayInterval, type Truth } from '#model';

type Span = DayInterval & { to: Day };

/** The days on which conduct may have begun and ended. `end` null: the end is open or not recorded, never "today". */
export interface Conduct {
  start: Span;
  end: Span | null;
}

/** Conduct of an incident by its recorded dates. */
export function conductOf(incident: { startedOn: string; endedOn: string | null }): Conduct {
  return {
    start: parseImpreciseDate(incident.startedOn),
    end: incident.endedOn === null ? null : parseImpreciseDate(incident.endedOn),
  };
}

/** A period with imprecise edges: `from` null has no beginning, `until` null no end; half-open. */
export interface Period {
  from: Span | null;
  until: Span | null;
}

/**
 * How conduct lies to a period. `within`: all of it surely inside; `straddles`: a part surely inside and a part
 * surely or possibly outside; `outside`: all surely outside; `possibly`: dates do not tell.
 */
export type Overlap = 'within' | 'straddles' | 'possibly' | 'outside';

/** Compares conduct with a period of days. An end that is not recorded never makes conduct surely reach a day. */
export function overlap({ start, end }: Conduct, { from, until }: Period): Overlap {
  const lastFrom = from === null ? -Infinity : from.to - 1;
  const firstFrom = from === null ? -Infinity : from.from;
  const firstUntil = until === null ? Infinity : until.from;
  const lastUntil = until === null ? Infinity : until.to - 1;
  // Facts that hold whichever day is meant.
  const lastDay = end === null ? Infinity : Math.max(end.to - 1, start.from);
  if (lastDay < firstFrom || start.from >= lastUntil) return 'outside';
  const surelyBegins = (day: number): boolean => start.to - 1 <= day;
  const startInside = start.from >= lastFrom && start.to - 1 < firstUntil;
  const endInside = end !== null && end.from >= lastFrom && end.to - 1 < firstUntil;
  if (startInside && (endInside || until === null)) return 'within';
  // Conduct is continuous: begun before a day inside the period and ended on or after it, it covers that day.
  const covers = end !== null && lastFrom < firstUntil && surelyBegins(lastFrom) && end.from >= lastFrom;
  return startInside || endInside || covers ? 'straddles' : 'possibly';
}

/** Is there conduct in the period? Possibly is unknown. */
export function overlapTruth(answer: Overlap): Truth {
  return answer === 'outside' ? 'false' : answer === 'possibly' ? 'unknown' : 'true';
}
