/** From dates that are spans to durations at both ends: the fastest and the slowest reading of the same facts. */
import type { GroupedObservation } from './analyse.ts';
import type { Answer, Clock, DaySpan, ResponseUnit } from './units.ts';

export const ends = ['fastest', 'slowest'] as const;
export type End = (typeof ends)[number];

/**
 * The observation of one unit: days from its clock to the first answer that `counts`, or to the as-of date. An answer
 * before or with the beginning counts as day 0. The clock of the operation begins before anybody could see it, so the
 * unit is at risk only from its first public report (left truncation). Null where the clock has no date.
 */
export function observe(
  unit: ResponseUnit,
  {
    clock,
    end,
    until,
    group,
    counts,
  }: { clock: Clock; end: End; until: number; group: string; counts: (answer: Answer) => boolean },
): GroupedObservation | null {
  const from = unit.dates[clock];
  if (from === null || from.first > until) return null;
  const first = firstAnswer(unit.answers.filter(counts), from, end, until);
  // Without an answer a later beginning means a shorter wait: the slowest reading is the longest wait.
  const waited = Math.max(0, until - (end === 'fastest' ? Math.min(from.last, until) : from.first));
  const time = first?.time ?? waited;
  const entry = clock === 'operation' ? entryOf(unit.dates.report, from, end) : 0;
  return {
    group,
    time,
    event: first?.form ?? null,
    // Entry is at the beginning of its day, so that an answer on the same day is seen.
    ...(entry > 0 ? { entry: Math.min(entry, time) - 0.5 } : {}),
  };
}

function firstAnswer(
  answers: readonly Answer[],
  from: DaySpan,
  end: End,
  until: number,
): { time: number; form: string } | null {
  let best: { time: number; form: string } | null = null;
  for (const { on, form } of answers) {
    const span = on ?? { first: from.first, last: until };
    const time =
      end === 'fastest' ? Math.max(0, span.first - from.last) : Math.max(0, Math.min(span.last, until) - from.first);
    if (best === null || time < best.time || (time === best.time && form < best.form)) best = { time, form };
  }
  return best;
}

function entryOf(report: DaySpan | null, from: DaySpan, end: End): number {
  if (report === null) return 0;
  return Math.max(0, end === 'fastest' ? report.first - from.last : report.last - from.first);
}
