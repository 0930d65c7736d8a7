/** The tile grid of states: one equal square each, no borders, so that no square is larger than another's promise. */
import type { Truth } from '#model';
import { adherencePatterns, adherenceWords, ink, line, paper, quiet } from './adherence-style.ts';
import { escapeXml } from './escape.ts';
import { frame, type FigureText } from './figure.ts';

/** One square; `code` is an alpha-3 code, as code only. */
export interface StateTile {
  code: string;
  name: string;
  adherence: Truth;
  /** Place in the roughly geographic grid; a state without one is drawn in the rows below. */
  tile: { column: number; row: number } | null;
}

export interface TileGrid extends FigureText {
  states: readonly StateTile[];
  width?: number;
  /** `place`: roughly geographic. `groups`: by adherence and code, for narrow screens. */
  arrangement?: 'place' | 'groups';
}

interface Placed extends StateTile {
  x: number;
  y: number;
}

const gap = 2;

/** Draws the grid. */
export function tileGrid(grid: TileGrid): string {
  const width = grid.width ?? 960;
  const states = [...grid.states].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  const { placed, side, height, headings } =
    grid.arrangement === 'groups' ? inGroups(states, width) : inPlace(states, width);
  const squares = placed.map((tile) => square(tile, side, grid.id)).join('\n');
  return frame(grid, 'tiles', { width, height }, `${headings}${squares}`, adherencePatterns(grid.id));
}

function inPlace(states: readonly StateTile[], width: number): Layout {
  const places = states.flatMap(({ tile }) => (tile ? [tile] : []));
  const [left, top] = [Math.min(...places.map(({ column }) => column)), Math.min(...places.map(({ row }) => row))];
  const columns = places.length === 0 ? 28 : Math.max(...places.map(({ column }) => column)) - left + 1;
  const rows = places.length === 0 ? 0 : Math.max(...places.map(({ row }) => row)) - top + 1;
  const side = Math.min(44, width / Math.max(1, columns));
  const placed = states.flatMap((state) =>
    state.tile ? [{ ...state, x: (state.tile.column - left) * side, y: (state.tile.row - top) * side }] : [],
  );
  const rest = states.filter(({ tile }) => tile === null);
  const perRow = Math.max(1, Math.floor(width / side));
  const below = rest.map((state, index) => ({
    ...state,
    x: (index % perRow) * side,
    y: (rows + Math.floor(index / perRow)) * side + (rows > 0 ? 10 : 0),
  }));
  const lines = rows + Math.ceil(rest.length / perRow);
  return { placed: [...placed, ...below], side, height: Math.ceil(Math.max(1, lines) * side + 10), headings: '' };
}

interface Layout {
  placed: Placed[];
  side: number;
  height: number;
  headings: string;
}

function inGroups(states: readonly StateTile[], width: number): Layout {
  const perRow = Math.max(1, Math.floor(width / 34));
  const side = width / perRow;
  const placed: Placed[] = [];
  let headings = '';
  let y = 0;
  for (const adherence of ['true', 'unknown', 'false'] as const) {
    const group = states.filter((state) => state.adherence === adherence);
    if (group.length === 0) continue;
    const words = `${adherenceWords[adherence]}: ${group.length}`;
    headings += `<text class="c-ink" x="0" y="${y + 16}" font-weight="600">${escapeXml(words)}</text>\n`;
    placed.push(
      ...group.map((state, index) => ({
        ...state,
        x: (index % perRow) * side,
        y: y + 24 + Math.floor(index / perRow) * side,
      })),
    );
    y += 32 + Math.ceil(group.length / perRow) * side;
  }
  return { placed, side, height: Math.ceil(Math.max(side, y)), headings };
}

function square(tile: Placed, side: number, id: string): string {
  const size = Math.round((side - gap) * 100) / 100;
  const [x, y] = [Math.round(tile.x * 100) / 100, Math.round(tile.y * 100) / 100];
  const box = `x="${x}" y="${y}" width="${size}" height="${size}" rx="2"`;
  const fontSize = Math.round(Math.min(12, side * 0.36) * 10) / 10;
  const middle = `x="${round(x + size / 2)}" y="${round(y + size / 2 + fontSize * 0.36)}"`;
  const label = `font-size="${fontSize}" text-anchor="middle"`;
  const text = escapeXml(tile.code.slice(0, 3));
  const tip = `<title>${escapeXml(tile.name)} (${escapeXml(tile.code)}): ${adherenceWords[tile.adherence]}</title>`;
  switch (tile.adherence) {
    case 'true':
      return `<g>${tip}<rect ${box} fill="url(#${escapeXml(id)}-true)"/><text class="c-on-party" ${middle} ${label} font-weight="600" fill="${paper}">${text}</text></g>`;
    case 'unknown':
      return `<g>${tip}<rect ${box} fill="url(#${escapeXml(id)}-unknown)"/><text class="c-ink c-halo" ${middle} ${label} font-weight="600" fill="${ink}" stroke="${paper}" stroke-width="3" paint-order="stroke">${text}</text></g>`;
    case 'false':
      return `<g>${tip}<rect class="c-paper c-rule-line" ${box} fill="${paper}" stroke="${line}"/><text class="c-quiet" ${middle} ${label} fill="${quiet}">${text}</text></g>`;
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
