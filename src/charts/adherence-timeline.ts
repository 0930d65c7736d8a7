/** The timeline of adherence: how many parties over time, the certain ones solid, the possible ones as a striped band. */
import * as Plot from '@observablehq/plot';
import { formatDay, type Day } from '#model';
import { adherencePatterns, fillOf, ink, line, quiet } from './adherence-style.ts';
import { adherenceSteps, type DatedAct } from './adherence-steps.ts';
import { frame, type FigureText } from './figure.ts';
import { draw } from './plot-svg.ts';

export interface TimelineChart extends FigureText {
  acts: readonly DatedAct[];
  /** The as-of day: the line ends here. */
  last: Day;
  width?: number;
}

interface Point {
  time: Date;
  certain: number;
  upper: number;
}

const msPerDay = 86_400_000;

/** Draws the timeline; without any act it says so. */
export function adherenceTimeline(chart: TimelineChart): string {
  const { id, width = 720 } = chart;
  const points = pointsOf(chart);
  const [first, final] = [points[0], points.at(-1)];
  const top = Math.max(1, ...points.map(({ upper }) => upper));
  const step = { x: 'time', curve: 'step-after' } as const;
  const label = final && final.upper > final.certain ? `${final.certain} to ${final.upper}` : `${final?.certain ?? 0}`;
  const drawing = draw({
    width,
    height: 220,
    marginLeft: 34,
    marginRight: 60,
    marginTop: 12,
    marginBottom: 26,
    x: { type: 'utc', domain: [first?.time ?? dateOf(chart.last - 1), dateOf(chart.last)], axis: null },
    y: { domain: [0, top * 1.06], axis: null },
    marks: [
      Plot.gridY({ ticks: 4, stroke: line, strokeOpacity: 1, className: 'c-rule' }),
      Plot.axisY({ ticks: 4, tickSize: 0, label: null, tickFormat: whole, fill: quiet, className: 'c-quiet' }),
      Plot.axisX(yearTicks(first?.time, dateOf(chart.last), width), {
        tickSize: 4,
        label: null,
        tickFormat: (time: Date) => formatDay(time.getTime() / msPerDay).slice(0, 4),
        fill: quiet,
        stroke: quiet,
        className: 'c-quiet',
      }),
      Plot.areaY(points, { ...step, y1: 'certain', y2: 'upper', fill: fillOf(id, 'unknown') }),
      Plot.areaY(points, { ...step, y1: 0, y2: 'certain', fill: fillOf(id, 'true') }),
      Plot.lineY(points, { ...step, y: 'upper', stroke: ink, strokeWidth: 1, className: 'c-ink-line' }),
      Plot.text(final ? [final] : [], {
        x: 'time',
        y: 'upper',
        text: () => label,
        dx: 6,
        textAnchor: 'start',
        fontWeight: 600,
        fill: ink,
        className: 'c-ink',
      }),
      Plot.text(points.length === 0 ? ['No dated adherence is recorded'] : [], {
        frameAnchor: 'middle',
        fill: quiet,
        className: 'c-quiet',
      }),
      Plot.ruleY([0], { stroke: quiet, className: 'c-quiet-line' }),
    ],
  });
  return frame(chart, 'timeline', drawing, drawing.content, adherencePatterns(id));
}

function pointsOf({ acts, last }: TimelineChart): Point[] {
  const points = adherenceSteps(acts, last).map(({ day, certain, possible }) => ({
    time: dateOf(day),
    certain,
    upper: certain + possible,
  }));
  const final = points.at(-1);
  if (!final) return [];
  const begin = points[0] ?? final;
  const before = { time: new Date(begin.time.getTime() - 30 * msPerDay), certain: 0, upper: 0 };
  return [before, ...points, { ...final, time: dateOf(last) }];
}

/** New Year's days in the span, thinned so that their labels do not touch. */
function yearTicks(first: Date | undefined, last: Date, width: number): Date[] {
  const from = (first ?? last).getUTCFullYear() + 1;
  const years = last.getUTCFullYear() - from + 1;
  const every = Math.max(1, Math.ceil(years / Math.max(1, Math.floor((width - 94) / 44))));
  return Array.from(
    { length: Math.max(0, Math.ceil(years / every)) },
    (_, index) => new Date(Date.UTC(from + index * every, 0, 1)),
  );
}

function whole(value: number): string {
  return Number.isInteger(value) ? String(value) : '';
}

function dateOf(day: Day): Date {
  return new Date(day * msPerDay);
}
