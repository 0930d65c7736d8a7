/** The frame of every figure: a named image with title and description, and ids that depend on its input only. */
import { escapeXml } from './escape.ts';

/** What a reader who does not see the figure is told; also its tooltip. */
export interface FigureText {
  /** Prefix of every id in the figure; unique on its page. */
  id: string;
  title: string;
  description: string;
}

/** Wraps drawn content. Colours are attributes (for files and PNG); classes let a page restyle them, dark mode included. */
export function frame(
  text: FigureText,
  kind: string,
  size: { width: number; height: number },
  content: string,
  defs = '',
): string {
  const id = escapeXml(text.id);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-${kind}" id="${id}" role="img"`,
    ` aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${size.width} ${size.height}"`,
    ` width="${size.width}" height="${size.height}" font-family="system-ui, sans-serif" font-size="12" fill="#1c2530">`,
    `\n<title id="${id}-title">${escapeXml(text.title)}</title>`,
    `\n<desc id="${id}-desc">${escapeXml(text.description)}</desc>`,
    defs === '' ? '' : `\n<defs>${defs}</defs>`,
    `\n${content}\n</svg>\n`,
  ].join('');
}
