/** Addresses of figures: with every dial, so that what was seen can be asked for again, and pinned to a state of the logs. */
import type { Envelope, LogState } from '#model';
import type { FigureWords, PublishedFigure } from './figure.ts';

/** What a figure file says about itself, for readers and for the check at /verify. */
export interface FigureRecord {
  format: 'servanda-figure/1';
  headline: string;
  /** Address on any instance that holds the same logs; frozen at the snapshot. */
  address: string;
  snapshot: LogState[];
  method: string;
  parameters: Record<string, unknown>;
}

const wordsInAddress: readonly (keyof FigureWords)[] = ['party', 'target', 'purpose', 'clock', 'measure'];
const dialsInAddress = [
  ['as-of', 'asOf'],
  ['public-at', 'publicAt'],
  ['known-at', 'knownAt'],
  ['definitions', 'definitions'],
  ['standard', 'standard'],
  ['commitment', 'commitment'],
] as const;

/** Every dial and word as they were used, in one order, so that equal figures have equal addresses. */
function queryOf(parameters: Record<string, unknown>, words: FigureWords): URLSearchParams {
  const query = new URLSearchParams();
  for (const word of wordsInAddress) if (words[word] !== undefined) query.set(word, words[word]);
  for (const [name, field] of dialsInAddress) {
    const value = parameters[field];
    if (typeof value === 'string') query.set(name, value);
  }
  return query;
}

/** A state of the logs in an address: "origin@size.root", joined by commas; of each root as much as tells it apart. */
export function formatPin(snapshot: readonly LogState[]): string {
  return snapshot.map(({ origin, size, root }) => `${origin}@${size}.${shortRoot(root)}`).join(',');
}

/** Sixteen hexadecimal digits of a root given in base64. */
export function shortRoot(root: string): string {
  return Buffer.from(root, 'base64').toString('hex').slice(0, 16);
}

/** Where a figure is: `pinned` stays as it is whatever the logs take in; `suffix` such as ".svg". */
export function figureAddress(
  answer: Envelope<PublishedFigure>,
  words: FigureWords,
  suffix: '' | '.svg' | '.png' | '.csv',
  pinned: boolean,
): string {
  const { kind, subject } = answer.result;
  const query = queryOf(answer.parameters, words);
  if (pinned) query.set('snapshot', formatPin(answer.snapshot));
  return `/embed/${encodeURIComponent(kind)}/${encodeURIComponent(subject)}${suffix}?${query.toString()}`;
}

/** What the file of a figure carries: enough to make it again, and to check from what. */
export function figureRecord(answer: Envelope<PublishedFigure>, words: FigureWords): FigureRecord {
  const { snapshot, method, parameters, result } = answer;
  const address = figureAddress(answer, words, '', true);
  return { format: 'servanda-figure/1', headline: result.headline, address, snapshot, method, parameters };
}

/** How to cite a figure. The host is the reader's to add: one address serves on every instance with the same logs. */
export function figureCitation(answer: Envelope<PublishedFigure>): string {
  const { snapshot, method, parameters, result } = answer;
  const logs = snapshot.map(({ origin, size, root }) => `${origin}, ${size} entries, root ${shortRoot(root)}…`);
  return `Servanda, “${result.headline}”, as of ${String(parameters['asOf'])}; ${logs.join('; ')}; method ${method}. CC BY 4.0.`;
}
