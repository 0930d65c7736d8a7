/** The range chart: coverage as an interval per source, with the headcount beside it on the same scale. */
import * as Plot from '@observablehq/plot';
import { ink, line, paper, quiet } from './adherence-style.ts';
import { shorten } from './escape.ts';
import { frame, type FigureText } from './figure.ts';
import { percent, percentRange } from './percent.ts';
import { draw } from './plot-svg.ts';

/** A share with its bounds; `widest` also counts what is not known (operations that name nobody). */
export interface RangeRow {
  name: string;
  value: number;
  lower: number;
  upper: number;
  widest?: { lower: number; upper: number };
  /** What n counts: operations or states. */
  of: string;
  n: number;
  kind: 'conduct' | 'headcount';
}

export interface RangeChart extends FigureText {
  rows: readonly RangeRow[];
  width?: number;
}

/** Draws one line a source: dot for the value, thick line for its bounds, thin line for the widest bounds. */
export function coverageRangeChart(chart: RangeChart): string {
  const width = chart.width ?? 720;
  const rowHeight = 46;
  const rows = chart.rows.map((row, index) => ({ ...row, key: `${index}` }));
  const widest = rows.flatMap(({ key, widest }) => (widest ? [{ key, ...widest }] : []));
  const drawing = draw({
    width,
    height: 32 + Math.max(1, rows.length) * rowHeight,
    marginLeft: 14,
    marginRight: 22,
    marginTop: 4,
    marginBottom: 26,
    x: { domain: [0, 1], axis: null },
    y: { type: 'band', domain: rows.map(({ key }) => key), axis: null, padding: 0 },
    marks: [
      Plot.gridX({ ticks: 5, stroke: line, strokeOpacity: 1, className: 'c-rule' }),
      Plot.axisX({ ticks: 5, tickSize: 0, label: null, tickFormat: percent, fill: quiet, className: 'c-quiet' }),
      Plot.text(rows, {
        y: 'key',
        frameAnchor: 'left',
        textAnchor: 'start',
        dx: 4,
        dy: -10,
        fill: ink,
        className: 'c-ink c-halo',
        stroke: paper,
        strokeWidth: 4,
        text: (row: RangeRow) => labelOf(row, width),
        title: 'name',
      }),
      Plot.link(widest, { x1: 'lower', x2: 'upper', y: 'key', dy: 9, stroke: quiet, className: 'c-quiet-line' }),
      Plot.link(rows, {
        x1: 'lower',
        x2: 'upper',
        y: 'key',
        dy: 9,
        stroke: ink,
        strokeWidth: 6,
        className: 'c-ink-line',
      }),
      Plot.dot(
        rows.filter(({ kind }) => kind === 'conduct'),
        { x: 'value', y: 'key', dy: 9, r: 5.5, fill: '#1f6391', stroke: paper, className: 'c-party c-paper-line' },
      ),
      Plot.dot(
        rows.filter(({ kind }) => kind === 'headcount'),
        {
          x: 'value',
          y: 'key',
          dy: 9,
          r: 6,
          symbol: 'square',
          fill: ink,
          stroke: paper,
          className: 'c-ink c-paper-line',
        },
      ),
      rangeWords(rows, 'right'),
      rangeWords(rows, 'left'),
    ],
  });
  return frame(chart, 'range', drawing, drawing.content);
}

/** The range in words: right of its line, or left of it where the line ends near the edge. */
function rangeWords(rows: readonly (RangeRow & { key: string })[], side: 'left' | 'right'): Plot.Markish {
  const right = (row: RangeRow): number => Math.max(row.upper, row.widest?.upper ?? 0);
  const left = (row: RangeRow): number => Math.min(row.lower, row.widest?.lower ?? 1);
  return Plot.text(
    rows.filter((row) => right(row) > 0.8 === (side === 'left')),
    {
      x: side === 'right' ? right : left,
      y: 'key',
      dy: 9,
      dx: side === 'right' ? 10 : -10,
      textAnchor: side === 'right' ? 'start' : 'end',
      fontWeight: 600,
      fill: ink,
      className: 'c-ink c-halo',
      stroke: paper,
      strokeWidth: 3,
      text: (row: RangeRow) => percentRange(row.lower, row.upper),
    },
  );
}

/** Name and n; on a narrow figure n alone says enough, since the caption says what it counts. */
function labelOf({ name, n, of }: RangeRow, width: number): string {
  const number = width < 500 ? `n = ${n}` : `n = ${n} ${of}`;
  return `${shorten(name, Math.floor(width / 7) - number.length - 3)} · ${number}`;
}
