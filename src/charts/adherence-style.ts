/** How adherence looks in every figure: by pattern and mark as well as by colour, so that colour alone says nothing. */
import type { Truth } from '#model';
import { escapeXml } from './escape.ts';

/** Colours of figures outside a page; told apart under all common colour-vision deficiencies. */
export const ink = '#1c2530';
export const quiet = '#5b6470';
export const line = '#d5d3ca';
export const paper = '#ffffff';
const party = '#1f6391';
const absent = '#b0611a';

/** The words for adherence, everywhere the same. */
export const adherenceWords: Readonly<Record<Truth, string>> = {
  true: 'party',
  unknown: 'possibly party',
  false: 'not a party',
};

/** Solid: party. Broad diagonal stripes: possibly. Fine upright lines: not a party. */
export function adherencePatterns(id: string): string {
  const safe = escapeXml(id);
  const tile = (truth: Truth, size: number, turn: number, inside: string): string =>
    `<pattern id="${safe}-${truth}" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})">${inside}</pattern>`;
  return [
    tile('true', 8, 0, `<rect class="c-party" width="8" height="8" fill="${party}"/>`),
    tile(
      'unknown',
      8,
      45,
      `<rect class="c-paper" width="8" height="8" fill="${paper}"/><rect class="c-party" width="4" height="8" fill="${party}"/>`,
    ),
    tile(
      'false',
      4,
      0,
      `<rect class="c-absent" width="4" height="4" fill="${absent}"/><rect class="c-paper" width="1" height="4" fill="${paper}" opacity="0.55"/>`,
    ),
  ].join('');
}

/** The paint of an adherence in the figure of this id. */
export function fillOf(id: string, truth: Truth): string {
  return `url(#${id}-${truth})`;
}

interface Pen {
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  closePath(): void;
}

/** The left half of a circle: between the full and the empty mark. */
export const halfMark = {
  draw(pen: Pen, size: number): void {
    pen.arc(0, 0, Math.sqrt(size / Math.PI), Math.PI / 2, Math.PI * 1.5);
    pen.closePath();
  },
};
