/** Canonical JSON after RFC 8785 (JSON Canonicalization Scheme): one byte sequence for one value. */
import { ServandaError } from './errors.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

const maxDepth = 64;

/**
 * Writes a JSON value in canonical form: keys sorted by UTF-16 code units, numbers as ECMAScript prints them,
 * no white space (RFC 8785, section 3.2). Keys whose value is undefined are left out.
 * Throws INPUT_INVALID on what JSON cannot carry (NaN, infinities, lone surrogates, bigint) and on deep nesting.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > maxDepth) throw new ServandaError('INPUT_TOO_LARGE', `JSON is nested deeper than ${maxDepth} levels.`);
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      if (!Number.isFinite(value)) throw new ServandaError('INPUT_INVALID', `${value} is not a JSON number.`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return writeArray(value, depth);
      return writeObject(value as Record<string, unknown>, depth);
    default:
      throw new ServandaError('INPUT_INVALID', `A ${typeof value} cannot be written as JSON.`);
  }
}

function writeArray(items: readonly unknown[], depth: number): string {
  let text = '';
  for (let at = 0; at < items.length; at += 1) text += `${at === 0 ? '' : ','}${write(items[at], depth + 1)}`;
  return `[${text}]`;
}

function writeObject(object: Record<string, unknown>, depth: number): string {
  // The default order of sort() compares UTF-16 code units, which is what section 3.2.3 asks for.
  const keys = Object.keys(object).sort();
  let text = '';
  for (const key of keys) {
    const value = object[key];
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}${writeString(key)}:${write(value, depth + 1)}`;
  }
  return `{${text}}`;
}

/** Text that JSON writes as it stands: most of it, and it need not be looked at twice. */
const plainText = /^[ !#-[\]-~]*$/;

function writeString(text: string): string {
  if (plainText.test(text)) return `"${text}"`;
  if (!text.isWellFormed())
    throw new ServandaError('INPUT_INVALID', 'A string holds half of a surrogate pair; RFC 8785 refuses it.');
  return JSON.stringify(text);
}
