/** The absence chart: each state's share of the known conduct, with its adherence, and what all parties hold together. */
import * as Plot from '@observablehq/plot';
import type { Truth } from '#model';
import { adherencePatterns, adherenceWords, fillOf, halfMark, ink, line, paper, quiet } from './adherence-style.ts';
import { shorten } from './escape.ts';
import { frame, type FigureText } from './figure.ts';
import { percent, percentRange } from './percent.ts';
import { draw } from './plot-svg.ts';

/** One state named as responsible; `share` of the conduct with a named state, `n` operations behind it. */
export interface ConductRow {
  name: string;
  share: number;
  adherence: Truth;
  n: number;
}

export interface AbsenceChart extends FigureText {
  rows: readonly ConductRow[];
  /** Share of all parties together, with the interval that undated adherence leaves. */
  together: { value: number; lower: number; upper: number };
  /** Rows drawn at most; the others are summed by adherence. */
  limit?: number;
  width?: number;
}

interface Bar extends ConductRow {
  key: string;
  label: string;
}

/** Draws the chart. Rows keep the order they come in: largest share first is the caller's choice. */
export function absenceChart(chart: AbsenceChart): string {
  const { id, together, width = 720 } = chart;
  const narrow = width < 500;
  const bars = barsOf(chart.rows, chart.limit ?? 12, narrow ? 15 : 24);
  const total = 'together';
  const top = Math.max(0.01, together.upper, ...bars.map(({ share }) => share));
  const value = (bar: Bar): string => `${percent(bar.share)} · ${bar.n}`;
  const marks = (truth: Truth): Bar[] => bars.filter(({ adherence }) => adherence === truth);
  const mark = { x: 0, y: 'key', dx: -9, r: 4.5, stroke: ink, strokeWidth: 1.2, className: 'c-ink-line' };
  const drawing = draw({
    width,
    height: 34 + (bars.length + 1) * 23,
    marginLeft: narrow ? 132 : 196,
    marginRight: narrow ? 84 : 96,
    marginTop: 6,
    marginBottom: 26,
    x: { domain: [0, top], axis: null },
    y: { domain: [...bars.map(({ key }) => key), total], axis: null, padding: 0.22 },
    marks: [
      Plot.gridX({ ticks: 4, stroke: line, strokeOpacity: 1, className: 'c-rule' }),
      Plot.axisX({ ticks: 4, tickSize: 0, label: null, tickFormat: percent, fill: quiet, className: 'c-quiet' }),
      ...bars.map((bar) =>
        Plot.barX([bar], {
          x: 'share',
          y: 'key',
          fill: fillOf(id, bar.adherence),
          title: () => `${bar.name}, ${adherenceWords[bar.adherence]}: ${percent(bar.share)}, n = ${bar.n}`,
        }),
      ),
      Plot.text(bars, { x: 'share', y: 'key', text: value, dx: 6, textAnchor: 'start', fill: ink, className: 'c-ink' }),
      Plot.text(bars, { x: 0, y: 'key', text: 'label', dx: -20, textAnchor: 'end', fill: ink, className: 'c-ink' }),
      Plot.dot(bars, { ...mark, fill: paper, className: 'c-ink-line c-paper' }),
      Plot.dot(marks('true'), { ...mark, fill: ink, className: 'c-ink-line c-ink' }),
      Plot.dot(marks('unknown'), { ...mark, fill: ink, symbol: halfMark, className: 'c-ink-line c-ink' }),
      ...togetherMarks(together, total, narrow ? 'All parties' : 'All parties together'),
      Plot.ruleX([0], { stroke: quiet, className: 'c-quiet-line' }),
    ],
  });
  return frame(chart, 'absence', drawing, drawing.content, adherencePatterns(id));
}

function togetherMarks({ value, lower, upper }: AbsenceChart['together'], key: string, words: string): Plot.Markish[] {
  const row = [{ key, value, lower, upper }];
  const bold = { fill: ink, className: 'c-ink', fontWeight: 600 };
  return [
    Plot.link(row, { x1: 'lower', x2: 'upper', y: 'key', stroke: ink, strokeWidth: 3, className: 'c-ink-line' }),
    Plot.dot(row, { x: 'value', y: 'key', r: 5, fill: ink, className: 'c-ink', symbol: 'diamond' }),
    Plot.text(row, {
      ...bold,
      x: 'upper',
      y: 'key',
      dx: 9,
      textAnchor: 'start',
      text: () => percentRange(lower, upper),
    }),
    Plot.text(row, { ...bold, x: 0, y: 'key', dx: -20, textAnchor: 'end', text: () => words }),
  ];
}

/** The first rows as they are, the others summed by adherence, so that the bars still add up to the whole. */
function barsOf(rows: readonly ConductRow[], limit: number, length: number): Bar[] {
  const shown = rows
    .slice(0, limit)
    .map((row, index) => ({ ...row, key: `${index}`, label: shorten(row.name, length) }));
  const rest = rows.slice(limit);
  const sums = (['false', 'unknown', 'true'] as const).flatMap((adherence) => {
    const same = rest.filter((row) => row.adherence === adherence);
    if (same.length === 0) return [];
    const name = `${same.length} other ${same.length === 1 ? 'state' : 'states'}`;
    const share = same.reduce((sum, row) => sum + row.share, 0);
    const n = same.reduce((sum, row) => sum + row.n, 0);
    return [{ name, label: shorten(name, length), key: `rest-${adherence}`, adherence, share, n }];
  });
  return [...shown, ...sums];
}
