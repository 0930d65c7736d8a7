/** Counts a year before and after a date: certain ones solid, those whose dates leave the year open striped; the step and what pretend dates show. */
import * as Plot from '@observablehq/plot';
import { adherencePatterns, fillOf, ink, line, paper, quiet } from './adherence-style.ts';
import { shorten } from './escape.ts';
import { frame, type FigureText } from './figure.ts';
import { draw } from './plot-svg.ts';

/** Incidents that surely began in a year, and those that possibly did, the certain ones included. */
export interface YearCount {
  year: number;
  certain: number;
  possible: number;
}

/** A mean a year over a window; the bounds come from dates that are spans. Times in years, such as 2015.74. */
export interface Level {
  from: number;
  to: number;
  lower: number;
  upper: number;
}

export interface CountsChart extends FigureText {
  years: readonly YearCount[];
  /** The date that is looked at, in years, with its name; null where the record does not know it. */
  date: { at: number; name: string } | null;
  /** Means before and after the date; empty where the date is unknown. */
  levels: readonly Level[];
  /** Where the mean after would lie if the date were one of the pretend ones; null where no model could be fitted. */
  placebo: Level | null;
  width?: number;
}

/** Draws the counts; without any it says so. */
export function countsOverTime(chart: CountsChart): string {
  const { id, years, date, levels, placebo, width = 720 } = chart;
  const isNarrow = width < 500;
  const first = Math.min(...years.map(({ year }) => year), Math.floor(date?.at ?? Infinity));
  const last = Math.max(...years.map(({ year }) => year), Math.floor(date?.at ?? -Infinity));
  const [from, to] = years.length === 0 ? [2000, 2001] : [first, last + 1];
  const top = Math.max(1, ...years.map(({ possible }) => possible), ...levels.map(({ upper }) => upper));
  // A band that reaches far above the counts would press them flat: it is cut, and says how far it goes.
  const limit = Math.min(Math.max(top, placebo?.upper ?? 0), top * 1.5);
  const isCut = placebo !== null && placebo.upper > limit;
  const rows = years.map((row) => ({ ...row, x1: row.year + 0.1, x2: row.year + 0.9 }));
  const isLate = date !== null && date.at > (from + to) / 2;
  const drawing = draw({
    width,
    height: isNarrow ? 230 : 270,
    marginLeft: 34,
    marginRight: 14,
    marginTop: 30,
    marginBottom: 26,
    x: { domain: [from, to], axis: null },
    y: { domain: [0, limit * 1.06], axis: null },
    marks: [
      Plot.gridY({ ticks: 4, stroke: line, strokeOpacity: 1, className: 'c-rule' }),
      Plot.axisY({ ticks: 4, tickSize: 0, label: null, tickFormat: whole, fill: quiet, className: 'c-quiet' }),
      Plot.axisX(yearTicks(from, to, isNarrow), {
        tickSize: 4,
        label: null,
        tickFormat: String,
        dx: (width - 48) / (to - from) / 2,
        fill: quiet,
        stroke: quiet,
        className: 'c-quiet',
      }),
      ...(placebo
        ? [
            Plot.rect([placebo], {
              x1: 'from',
              x2: 'to',
              y1: 'lower',
              y2: () => Math.min(placebo.upper, limit * 1.06),
              fill: quiet,
              fillOpacity: 0.22,
              className: 'c-quiet',
              title: () => 'Where the mean after would lie at the pretend dates',
            }),
            Plot.text(isCut ? [placebo] : [], {
              x: () => (placebo.from + placebo.to) / 2,
              frameAnchor: 'top',
              dy: 6,
              text: () => `↑ to ${Math.round(placebo.upper)}`,
              fill: ink,
              className: 'c-ink',
            }),
          ]
        : []),
      Plot.rect(rows, { x1: 'x1', x2: 'x2', y1: 'certain', y2: 'possible', fill: fillOf(id, 'unknown') }),
      Plot.rect(rows, {
        x1: 'x1',
        x2: 'x2',
        y1: 0,
        y2: 'certain',
        fill: fillOf(id, 'true'),
        title: ({ year, certain, possible }: YearCount) =>
          certain === possible ? `${year}: ${certain}` : `${year}: ${certain} for certain, up to ${possible}`,
      }),
      ...levels.flatMap((level) => [
        Plot.rect([level], {
          x1: 'from',
          x2: 'to',
          y1: 'lower',
          y2: 'upper',
          fill: ink,
          fillOpacity: 0.25,
          stroke: ink,
          strokeWidth: 1.5,
          className: 'c-ink c-ink-line',
        }),
      ]),
      ...(date
        ? [
            Plot.ruleX([date.at], { stroke: ink, strokeWidth: 1.5, strokeDasharray: '5 3', className: 'c-ink-line' }),
            Plot.text([date], {
              x: 'at',
              frameAnchor: 'top',
              dy: -16,
              dx: isLate ? 3 : -3,
              textAnchor: isLate ? 'end' : 'start',
              text: ({ name }: { name: string }) => shorten(name, isNarrow ? 26 : 60),
              fill: ink,
              stroke: paper,
              strokeWidth: 3,
              fontWeight: 600,
              className: 'c-ink c-halo',
            }),
          ]
        : []),
      Plot.text(years.length === 0 ? ['No incident is counted here'] : [], {
        frameAnchor: 'middle',
        fill: quiet,
        className: 'c-quiet',
      }),
      Plot.ruleY([0], { stroke: quiet, className: 'c-quiet-line' }),
    ],
  });
  return frame(chart, 'counts', drawing, drawing.content, adherencePatterns(id));
}

function yearTicks(from: number, to: number, isNarrow: boolean): number[] {
  const every = Math.max(1, Math.ceil((to - from) / (isNarrow ? 6 : 14)));
  const start = Math.ceil(from / every) * every;
  return Array.from({ length: Math.max(0, Math.ceil((to - start) / every)) }, (_, index) => start + index * every);
}

function whole(value: number): string {
  return Number.isInteger(value) ? String(value) : '';
}
