/** Draws with Observable Plot on a document that lives in memory, and writes the result as safe, stable SVG text. */
import * as Plot from '@observablehq/plot';
import { DrawingDocument, type DrawnNode } from './drawing-document.ts';
import { escapeXml } from './escape.ts';

/** The inside of a plot and its size. */
export interface Drawing {
  width: number;
  height: number;
  content: string;
}

/**
 * Runs Plot. Its `<style>` element is left out, so that a page can forbid inline styles; its aria labels too, since the
 * figure as a whole is one named image. Numbers are rounded: the same figure is the same bytes on every machine.
 */
export function draw(options: Plot.PlotOptions): Drawing {
  const document: unknown = new DrawingDocument();
  const root = Plot.plot(Object.assign({}, options, { document })) as unknown as DrawnNode;
  return {
    width: Number(root.getAttribute('width')),
    height: Number(root.getAttribute('height')),
    content: `<g text-anchor="middle" font-size="12">${root.childNodes.map(write).join('')}</g>`,
  };
}

function write(node: DrawnNode): string {
  if (node.nodeName === '#text') return escapeXml(node.textContent);
  const name = node.nodeName.toLowerCase();
  if (name === 'style' || name === 'script') return '';
  const attributes = [...node.attributes]
    .filter(([key]) => !/^(style|on.*|aria-.*|xmlns)$/i.test(key))
    .map(([key, value]) => ` ${key}="${escapeXml(round(value))}"`)
    .join('');
  const inside = node.childNodes.map(write).join('');
  return inside === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`;
}

function round(value: string): string {
  return value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100));
}
