/** Bytes and their spellings without anything of Node: the same in a browser. */

/** What went wrong when a receipt was checked; the message is fit to be shown. */
export class ReceiptError extends Error {
  readonly rule: ReceiptRule;
  constructor(rule: ReceiptRule, message: string) {
    super(message);
    this.name = 'ReceiptError';
    this.rule = rule;
  }
}

/** The one thing that is wrong with a receipt, in the order in which it is checked. */
export const receiptRules = [
  'receipt-form', // not a receipt
  'leaf-form', // the leaf is not one of Servanda
  'statement-other', // the statement is not the one that the leaf commits to
  'checkpoint-form',
  'checkpoint-origin', // the checkpoint is of another log
  'key-chain', // a key in the file was registered by nobody that leads to the operator
  'checkpoint-signature', // nobody known signed the checkpoint
  'proof-wrong', // the proof does not lead from the leaf to the checkpoint
  'statement-signature', // the statement is not signed by a key of the file
  'key-other', // the log's key or operator is not the expected one
] as const;
export type ReceiptRule = (typeof receiptRules)[number];

const encoder = new TextEncoder();

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Standard base64 in its one spelling; null on anything else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : null;
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Base64url without padding in its one spelling; null on anything else. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const padded = text.replaceAll('-', '+').replaceAll('_', '/') + '==='.slice((text.length + 3) % 4);
  return fromBase64(padded);
}

export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
