/** What kind of file a reader dropped: by its content, never by its name. All of it is hostile input. */

/** What a figure file says about itself (servanda-figure/1). */
export interface FigureNote {
  headline: string;
  address: string;
  snapshot: LogNote[];
  method: string;
}

export interface LogNote {
  origin: string;
  size: number;
  root: string;
}

export interface EnvelopeNote {
  snapshot: LogNote[];
  method: string;
  parameters: Record<string, unknown>;
  result: unknown;
}

export type Recognised =
  | { kind: 'receipt'; text: string }
  | { kind: 'envelope'; envelope: EnvelopeNote }
  | { kind: 'figure'; note: FigureNote; suffix: '.svg' | '.png' }
  | { kind: 'unknown'; why: string };

const mostBytes = 16 * 1024 * 1024;
const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Reads the first thing that the bytes can be. */
export function recognise(bytes: Uint8Array): Recognised {
  if (bytes.length > mostBytes) return { kind: 'unknown', why: 'The file is larger than 16 MB.' };
  if (pngSignature.every((byte, at) => bytes[at] === byte)) return ofFigure(textInPng(bytes), '.png');
  const text = new TextDecoder().decode(bytes);
  if (/^\s*<(?:\?xml|svg)/.test(text)) {
    const inside = /<metadata>([^<]*)<\/metadata>/.exec(text)?.[1];
    return ofFigure(inside === undefined ? null : unescape(inside), '.svg');
  }
  const value = parsed(text);
  if (!isObject(value)) {
    return { kind: 'unknown', why: 'The file is neither JSON nor an SVG or PNG figure.' };
  }
  if (value['format'] === 'servanda-receipt/1') return { kind: 'receipt', text };
  const { snapshot, method, parameters, result } = value;
  if (isSnapshot(snapshot) && typeof method === 'string' && isObject(parameters) && result !== undefined) {
    return { kind: 'envelope', envelope: { snapshot, method, parameters, result } };
  }
  return { kind: 'unknown', why: 'The JSON is neither a receipt nor an answer with snapshot, method and parameters.' };
}

function ofFigure(text: string | null, suffix: '.svg' | '.png'): Recognised {
  const value = text === null ? null : parsed(text);
  if (
    isObject(value) &&
    value['format'] === 'servanda-figure/1' &&
    isSnapshot(value['snapshot']) &&
    typeof value['headline'] === 'string' &&
    typeof value['method'] === 'string' &&
    typeof value['address'] === 'string' &&
    // Only an address of a figure of this site: nothing in a file may send the browser elsewhere.
    /^\/embed\/[\w%.~-]+\/[\w%.~-]+\?[\w%.~=&+*-]*$/.test(value['address'])
  ) {
    const { headline, address, snapshot, method } = value;
    return { kind: 'figure', suffix, note: { headline, address, snapshot, method } };
  }
  return {
    kind: 'unknown',
    why: 'The picture does not say from what it was made; it is no figure of Servanda, or was saved anew by another program.',
  };
}

function isSnapshot(value: unknown): value is LogNote[] {
  return (
    Array.isArray(value) &&
    value.length <= 16 &&
    value.every(
      (log) =>
        isObject(log) &&
        typeof log['origin'] === 'string' &&
        Number.isSafeInteger(log['size']) &&
        typeof log['root'] === 'string',
    )
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The iTXt chunk that Servanda puts behind the header (PNG, section 11.3.3.4). */
function textInPng(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) return null;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'iTXt') {
      const data = bytes.subarray(at + 8, end);
      const head = new TextEncoder().encode('servanda\0\0\0\0\0');
      if (head.every((byte, index) => data[index] === byte))
        return new TextDecoder().decode(data.subarray(head.length));
    }
    at = end + 4;
  }
  return null;
}

function unescape(text: string): string {
  const names: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => names[name] ?? '');
}
