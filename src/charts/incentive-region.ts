/** Where a promise enforces itself: two parameters over their ranges, the others fixed; striped where it does. */
import * as Plot from '@observablehq/plot';
import { adherencePatterns, fillOf, ink, line, paper, quiet } from './adherence-style.ts';
import { shorten } from './escape.ts';
import { frame, type FigureText } from './figure.ts';
import { draw } from './plot-svg.ts';

/** One axis of the map: its name, the values tried, and the value in use. */
export interface RegionAxis {
  name: string;
  values: readonly number[];
  value: number;
  isShare: boolean;
}

export interface RegionChart extends FigureText {
  x: RegionAxis;
  y: RegionAxis;
  /** holds[row of y][column of x]. */
  holds: readonly (readonly boolean[])[];
  /** The exact edge: for each x the y at which the condition is met with equality; null: none. */
  boundary: readonly { x: number; y: number | null }[];
  width?: number;
}

/** Draws the map; the point is where the stated values lie. */
export function incentiveRegion(chart: RegionChart): string {
  const { id, x, y, width = 720 } = chart;
  const isNarrow = width < 500;
  const cells = chart.holds.flatMap((row, r) =>
    row.flatMap((holds, c) => (holds ? [cellOf(x.values, y.values, c, r)] : [])),
  );
  const [bottom, top] = [y.values[0] ?? 0, y.values.at(-1) ?? 1];
  const edge = chart.boundary.flatMap((point) =>
    point.y !== null && point.y >= bottom && point.y <= top ? [{ x: point.x, y: point.y }] : [],
  );
  const point = [{ x: x.value, y: y.value }];
  const text = { fill: quiet, className: 'c-quiet' };
  const drawing = draw({
    width,
    height: isNarrow ? 290 : 340,
    marginLeft: 52,
    marginRight: 20,
    marginTop: 30,
    marginBottom: 46,
    x: { domain: domainOf(x), axis: null },
    y: { domain: domainOf(y), axis: null },
    marks: [
      Plot.frame({ stroke: line, className: 'c-rule-line' }),
      Plot.rect(cells, { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: fillOf(id, 'unknown') }),
      Plot.axisX({ ticks: 5, tickSize: 0, label: null, tickFormat: format(x), ...text }),
      Plot.axisY({ ticks: 5, tickSize: 0, label: null, tickFormat: format(y), ...text }),
      Plot.text([`${x.name} →`], {
        frameAnchor: 'bottom-right',
        textAnchor: 'end',
        dy: 38,
        text: (words: string) => shorten(words, Math.floor(width / 6.4)),
        ...text,
      }),
      Plot.text([`↑ ${y.name}`], {
        frameAnchor: 'top-left',
        textAnchor: 'start',
        dx: -46,
        dy: -18,
        text: (words: string) => shorten(words, Math.floor(width / 6.4)),
        ...text,
      }),
      Plot.line(edge, { x: 'x', y: 'y', stroke: ink, strokeWidth: 2, className: 'c-ink-line' }),
      Plot.dot(point, {
        x: 'x',
        y: 'y',
        r: 6,
        symbol: 'diamond',
        fill: ink,
        stroke: paper,
        strokeWidth: 2,
        className: 'c-ink c-paper-line',
        title: () => 'the values in use',
      }),
      ...(cells.length === 0
        ? [
            Plot.text(['Nowhere on this map'], {
              frameAnchor: 'top',
              dy: 14,
              stroke: paper,
              strokeWidth: 4,
              ...text,
              className: 'c-quiet c-halo',
            }),
          ]
        : []),
    ],
  });
  return frame(chart, 'region', drawing, drawing.content, adherencePatterns(id));
}

/** Half way to each neighbour, and no further than the range. */
function cellOf(
  xs: readonly number[],
  ys: readonly number[],
  column: number,
  row: number,
): { x1: number; x2: number; y1: number; y2: number } {
  const edges = (values: readonly number[], at: number): [number, number] => {
    const here = values[at] ?? 0;
    const [before, after] = [values[at - 1] ?? here, values[at + 1] ?? here];
    return [(before + here) / 2, (here + after) / 2];
  };
  const [[x1, x2], [y1, y2]] = [edges(xs, column), edges(ys, row)];
  return { x1, x2, y1, y2 };
}

/** The range, and the value in use if it lies outside; a range without width still gets a line's room. */
function domainOf({ values, value }: RegionAxis): [number, number] {
  const low = Math.min(values[0] ?? value, value);
  const high = Math.max(values.at(-1) ?? value, value);
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

function format({ isShare }: RegionAxis): (value: number) => string {
  return (value) => (isShare ? `${Math.round(value * 100)}%` : String(Math.round(value * 100) / 100));
}
