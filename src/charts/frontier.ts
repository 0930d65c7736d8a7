/** The frontier of texts: how strong a text is, and how many would accept it; no text is stronger and wider than these. */
import * as Plot from '@observablehq/plot';
import { ink, line, paper, quiet } from './adherence-style.ts';
import { shorten } from './escape.ts';
import { frame, type FigureText } from './figure.ts';
import { percent } from './percent.ts';
import { draw } from './plot-svg.ts';

export interface FrontierPoint {
  /** Names the text in the table beside the figure. */
  number: number;
  strength: number;
  /** Share of all parties, of known conduct or of groups, as the measure says. */
  share: number;
  /** What the point stands for, in words: shown as a tip. */
  words: string;
}

export interface FrontierChart extends FigureText {
  points: readonly FrontierPoint[];
  /** A text of the reader's own, on the same axes. */
  own?: { strength: number; share: number } | null;
  /** What the share is of. */
  of: string;
  width?: number;
}

/** Draws the points with their staircase: right is wider, up is stronger. */
export function frontierChart(chart: FrontierChart): string {
  const { width = 720, own = null } = chart;
  const points = [...chart.points].sort((a, b) => a.share - b.share || b.strength - a.strength);
  const top = Math.max(1, ...points.map(({ strength }) => strength), own?.strength ?? 0);
  const low = Math.min(0, ...points.map(({ strength }) => strength), own?.strength ?? 0);
  const text = { fill: quiet, className: 'c-quiet' };
  const drawing = draw({
    width,
    height: width < 500 ? 280 : 330,
    marginLeft: 40,
    marginRight: 26,
    marginTop: 30,
    marginBottom: 46,
    x: { domain: [0, 1], axis: null },
    y: { domain: [low, top * 1.08], axis: null },
    marks: [
      Plot.gridX({ ticks: 5, stroke: line, strokeOpacity: 1, className: 'c-rule' }),
      Plot.gridY({ ticks: 5, stroke: line, strokeOpacity: 1, className: 'c-rule' }),
      Plot.axisX({ ticks: 5, tickSize: 0, label: null, tickFormat: percent, ...text }),
      Plot.axisY({ ticks: 5, tickSize: 0, label: null, ...text }),
      Plot.text([`share of ${chart.of} that would accept →`], {
        frameAnchor: 'bottom-right',
        textAnchor: 'end',
        dy: 38,
        text: (words: string) => shorten(words, Math.floor(width / 6.4)),
        ...text,
      }),
      Plot.text(['↑ strength of the text, in points of the draft'], {
        frameAnchor: 'top-left',
        textAnchor: 'start',
        dx: -34,
        dy: -18,
        ...text,
      }),
      Plot.lineY(staircase(points), {
        x: 'share',
        y: 'strength',
        stroke: ink,
        strokeWidth: 1.5,
        className: 'c-ink-line',
      }),
      Plot.dot(points, {
        x: 'share',
        y: 'strength',
        r: 10,
        fill: '#1f6391',
        stroke: paper,
        className: 'c-party c-paper-line',
        title: 'words',
      }),
      Plot.text(points, {
        x: 'share',
        y: 'strength',
        text: ({ number }: FrontierPoint) => String(number),
        fill: paper,
        fontWeight: 600,
        className: 'c-on-party',
      }),
      ...(own
        ? [
            Plot.dot([own], {
              x: 'share',
              y: 'strength',
              r: 15,
              fill: 'none',
              stroke: ink,
              strokeWidth: 2.5,
              className: 'c-ink-line',
            }),
            Plot.text([own], {
              x: 'share',
              y: 'strength',
              dy: 26,
              text: () => 'your text',
              fill: ink,
              stroke: paper,
              strokeWidth: 3,
              className: 'c-ink c-halo',
            }),
          ]
        : []),
      Plot.text(points.length === 0 ? ['No text is accepted by anybody'] : [], { frameAnchor: 'middle', ...text }),
    ],
  });
  return frame(chart, 'frontier', drawing, drawing.content);
}

/** Between two points the stronger text is lost before the wider one is won. */
function staircase(points: readonly FrontierPoint[]): { share: number; strength: number }[] {
  return points.flatMap(({ share, strength }, at) => {
    const next = points[at + 1];
    return next
      ? [
          { share, strength },
          { share, strength: next.strength },
        ]
      : [{ share, strength }];
  });
}
