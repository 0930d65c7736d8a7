/** Curves of waiting: the share that answered by each day, one line a group, told apart by dash and by name at its end. */
import * as Plot from '@observablehq/plot';
import { ink, line, paper, quiet } from './adherence-style.ts';
import { shorten } from './escape.ts';
import { frame, type FigureText } from './figure.ts';
import { percent } from './percent.ts';
import { draw } from './plot-svg.ts';

/** A step of a curve: from `time` (days) on this share answered; bounds null where none can be stated. */
export interface CurvePoint {
  time: number;
  value: number;
  lower: number | null;
  upper: number | null;
}

export interface Curve {
  name: string;
  n: number;
  /** In order of time; before the first point the share is 0. */
  points: readonly CurvePoint[];
}

export interface SurvivalChart extends FigureText {
  curves: readonly Curve[];
  /** Days shown. */
  until: number;
  /** What happens to the units: stands under the horizontal axis. */
  clock: string;
  /** Draw the interval of each curve; best with one or two. */
  band?: boolean;
  /** The same curve at both ends of imprecise dates: the space between is shaded. */
  between?: boolean;
  width?: number;
}

interface Row {
  time: number;
  value: number;
  lower: number;
  upper: number;
}

/** One dash a curve, so that lines are told apart without colour. */
const dashes = ['none', '7 3', '2 3', '10 3 2 3', '5 5', '1 5', '12 4', '3 1', '8 2 2 2 2 2'];
const daysInYear = 365.25;

/** Draws the curves; without any it says so. */
export function survivalChart(chart: SurvivalChart): string {
  const { curves, until, width = 720 } = chart;
  const isNarrow = width < 500;
  const rows = curves.map((curve) => rowsOf(curve, until));
  const top = Math.min(1, Math.max(0.1, ...rows.flat().map(({ value, upper }) => (chart.band ? upper : value))) * 1.04);
  const height = isNarrow ? 260 : 300;
  const [marginTop, marginBottom] = [12, 44];
  const labels = placeLabels(
    curves.map((curve, at) => ({ curve, at, value: rows[at]?.at(-1)?.value ?? 0 })),
    top,
    height - marginTop - marginBottom,
  );
  const step = { x: 'time', curve: 'step-after' } as const;
  const colour = (at: number): { stroke: string; className: string } =>
    at % 2 === 0 ? { stroke: '#1f6391', className: 'c-party-line' } : { stroke: ink, className: 'c-ink-line' };
  const [first, second] = rows;
  const drawing = draw({
    width,
    height,
    marginLeft: 44,
    marginRight: isNarrow ? 104 : 178,
    marginTop,
    marginBottom,
    x: { domain: [0, until], axis: null },
    y: { domain: [0, top], axis: null },
    marks: [
      Plot.gridY({ ticks: 5, stroke: line, strokeOpacity: 1, className: 'c-rule' }),
      Plot.axisY({ ticks: 5, tickSize: 0, label: null, tickFormat: percent, fill: quiet, className: 'c-quiet' }),
      Plot.axisX(ticksOf(until, isNarrow), {
        tickSize: 4,
        label: null,
        tickFormat: tickWords,
        fill: quiet,
        stroke: quiet,
        className: 'c-quiet',
      }),
      Plot.text([chart.clock], {
        frameAnchor: 'bottom-left',
        textAnchor: 'start',
        dy: 34,
        text: (words: string) => shorten(words, Math.floor((width - 44) / 6.2)),
        fill: quiet,
        className: 'c-quiet',
      }),
      ...(chart.band === true
        ? rows.map((points) =>
            Plot.areaY(points, {
              ...step,
              y1: 'lower',
              y2: 'upper',
              fill: '#1f6391',
              fillOpacity: 0.14,
              className: 'c-party',
            }),
          )
        : []),
      ...(chart.between === true && first && second
        ? [
            Plot.areaY(spanBetween(first, second), {
              ...step,
              y1: 'lower',
              y2: 'upper',
              fill: '#1f6391',
              fillOpacity: 0.35,
              className: 'c-party',
            }),
          ]
        : []),
      ...rows.map((points, at) =>
        Plot.lineY(points, {
          ...step,
          ...colour(at),
          y: 'value',
          strokeWidth: 2,
          strokeDasharray: dashes[at % dashes.length] ?? 'none',
        }),
      ),
      Plot.link(labels, {
        x1: until,
        x2: until,
        y1: 'value',
        y2: 'at',
        dx: 4,
        stroke: quiet,
        className: 'c-quiet-line',
      }),
      Plot.text(labels, {
        x: until,
        y: 'at',
        dx: 9,
        textAnchor: 'start',
        text: ({ curve }: Label) => `${shorten(curve.name, isNarrow ? 9 : 18)} · ${isNarrow ? '' : 'n = '}${curve.n}`,
        title: ({ curve }: Label) => `${curve.name}, n = ${curve.n}`,
        fill: ink,
        stroke: paper,
        strokeWidth: 3,
        className: 'c-ink c-halo',
      }),
      Plot.text(curves.length === 0 ? ['No group is large enough to be shown'] : [], {
        frameAnchor: 'middle',
        fill: quiet,
        className: 'c-quiet',
      }),
      Plot.ruleY([0], { stroke: quiet, className: 'c-quiet-line' }),
    ],
  });
  return frame(chart, 'survival', drawing, drawing.content);
}

/** From day 0 to the end of the figure. */
function rowsOf({ points }: Curve, until: number): Row[] {
  const shown = points.filter(({ time }) => time <= until);
  const rows = shown.map(({ time, value, lower, upper }) => ({
    time,
    value,
    lower: lower ?? value,
    upper: upper ?? value,
  }));
  const start = { time: 0, value: 0, lower: 0, upper: 0 };
  const all = rows[0]?.time === 0 ? rows : [start, ...rows];
  return [...all, { ...(all.at(-1) ?? start), time: until }];
}

function spanBetween(first: readonly Row[], second: readonly Row[]): Row[] {
  const times = [...new Set([...first, ...second].map(({ time }) => time))].sort((a, b) => a - b);
  const at = (rows: readonly Row[], time: number): number => rows.filter((row) => row.time <= time).at(-1)?.value ?? 0;
  return times.map((time) => {
    const [a, b] = [at(first, time), at(second, time)];
    return { time, value: a, lower: Math.min(a, b), upper: Math.max(a, b) };
  });
}

interface Label {
  curve: Curve;
  value: number;
  /** Where the name stands: at its line, or moved so that names do not cover each other. */
  at: number;
}

function placeLabels(
  ends: readonly { curve: Curve; at: number; value: number }[],
  top: number,
  pixels: number,
): Label[] {
  const gap = (15 / pixels) * top;
  const placed = [...ends]
    .sort((a, b) => b.value - a.value || a.at - b.at)
    .map(({ curve, value }) => ({ curve, value, at: value }));
  placed.forEach((label, index) => {
    const above = placed[index - 1];
    if (above && label.at > above.at - gap) label.at = above.at - gap;
  });
  // What was pushed below the axis pushes the rest up again.
  let floor = 0;
  for (const label of [...placed].reverse()) {
    label.at = Math.max(label.at, floor);
    floor = label.at + gap;
  }
  return placed;
}

function ticksOf(until: number, isNarrow: boolean): number[] {
  const years = until / daysInYear;
  if (years < 1.5) return [0, 30, 90, 180, 365].filter((day) => day <= until);
  const every = Math.max(1, Math.ceil(years / (isNarrow ? 4 : 8)));
  const whole = Array.from({ length: Math.floor(years / every) }, (_, index) =>
    Math.round((index + 1) * every * daysInYear),
  );
  return [0, ...whole].filter((day) => day <= until);
}

function tickWords(days: number): string {
  if (days === 0) return 'day 0';
  if (days < 360) return `${days} d`;
  const years = Math.round(days / daysInYear);
  return `${years} ${years === 1 ? 'year' : 'years'}`;
}
