/** Draws with Observable Plot on a document that lives in memory, and writes the result as safe, stable SVG text. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escapeXml } from './escape.ts';

/** What is read of a drawn node; linkedom's and Plot's own types need a browser's library. */
interface DrawnNode {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  childNodes: Iterable<DrawnNode>;
  attributes?: Iterable<{ name: string; value: string }>;
  getAttribute(name: string): string | null;
}

const element = 1;
const text = 3;
const { document } = parseHTML('<!doctype html><html><body></body></html>') as unknown as { document: unknown };

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
  const root = Plot.plot(Object.assign({}, options, { document })) as unknown as DrawnNode;
  return {
    width: Number(root.getAttribute('width')),
    height: Number(root.getAttribute('height')),
    content: `<g text-anchor="middle" font-size="12">${childrenOf(root)}</g>`,
  };
}

function childrenOf(node: DrawnNode): string {
  return [...node.childNodes].map(write).join('');
}

function write(node: DrawnNode): string {
  if (node.nodeType === text) return escapeXml(node.textContent ?? '');
  const name = node.nodeName.toLowerCase();
  if (node.nodeType !== element || name === 'style' || name === 'script') return '';
  const attributes = [...(node.attributes ?? [])]
    .filter((attribute) => !/^(style|on.*|aria-.*|xmlns)$/i.test(attribute.name))
    .map((attribute) => ` ${attribute.name}="${escapeXml(round(attribute.value))}"`)
    .join('');
  const inside = childrenOf(node);
  return inside === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`;
}

function round(value: string): string {
  return value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100));
}
