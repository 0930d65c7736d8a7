/** Figures as a page shows them: asked of the API, drawn on the server in two widths. Only load functions import this. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import { drawFigure, figureId } from '#charts';
import type { PublishedFigure, ServedFigure } from '#server';
import { ask } from './ask.ts';

/** Width of the drawing on a phone, in CSS pixels. */
const narrow = 340;

/** Files and citation are those of a figure with an address; one that a reader computed in a lab has none. */
export interface DrawnFigure extends Omit<PublishedFigure, 'spec'>, Partial<Pick<ServedFigure, 'files' | 'citation'>> {
  id: string;
  drawings: { wide: string; narrow: string };
}

/** A figure drawn; the same bytes as its file and its embed have. */
export function drawn({ spec, ...figure }: ServedFigure | PublishedFigure): DrawnFigure {
  const { kind, subject, wide } = figure;
  const draw = (width: number, isNarrow: boolean): string => drawFigure(spec, figureId(kind, subject, isNarrow), width);
  return { ...figure, id: figureId(kind, subject), drawings: { wide: draw(wide, false), narrow: draw(narrow, true) } };
}

/** Asks for a figure that a component draws itself. */
export async function askServed(
  event: Pick<ServerLoadEvent, 'fetch' | 'url'>,
  kind: string,
  subject: string,
): Promise<ServedFigure> {
  const address = `/figures/${encodeURIComponent(kind)}/${encodeURIComponent(subject)}`;
  return (await ask<ServedFigure>(event, address)).result;
}

/** Asks for a figure and draws it; a problem becomes the error page. */
export async function askFigure(
  event: Pick<ServerLoadEvent, 'fetch' | 'url'>,
  kind: string,
  subject: string,
  words: Readonly<Record<string, string | null | undefined>> = {},
): Promise<DrawnFigure> {
  const address = `/figures/${encodeURIComponent(kind)}/${encodeURIComponent(subject)}`;
  return drawn((await ask<ServedFigure>(event, address, words)).result);
}
