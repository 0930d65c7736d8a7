/** Name-based UUIDs (RFC 9562, section 5.5): equal records have equal ids in every export and on every machine. */
import { hash } from 'node:crypto';

/** The namespace of this project: version 5 of the URL namespace over "servanda/interchange". Never changes. */
export const projectNamespace = '17c77f5a-2fa9-5a83-8f7f-0e4f2d1389e3';

const urlNamespace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** UUID version 5 of a name in a namespace. */
export function uuid5(name: string, namespace: string = projectNamespace): string {
  const input = Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name, 'utf8')]);
  const bytes = hash('sha1', input, 'buffer').subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What `projectNamespace` is; a test holds the two together. */
export function computeProjectNamespace(): string {
  return uuid5('servanda/interchange', urlNamespace);
}
