/** What is handed in: statements with their signatures, as hostile text, brought into form before any state is asked. */
import { hash } from 'node:crypto';
import { parseJws, type DetachedJws } from '#ledger';
import { canonicalJson, parseStatement, type Statement, type StatementId } from '#model';
import { placeRefusal, refuse } from './refusal.ts';

/** A statement and the signature over its id, as a client hands them in. */
export interface Submission {
  statement: unknown;
  jws: unknown;
}

/** Limits of one request; each is documented in docs/spec/local-log.md. */
export const intakeLimits = {
  /** Bytes of a request. */
  request: 8 * 1024 * 1024,
  /** Statements in a batch. */
  batch: 1000,
  /** Brackets within brackets. */
  nesting: 32,
  /** Bytes of a statement in canonical form. */
  statement: 256 * 1024,
} as const;

/** In form: what is left to ask depends on the log. */
export interface CheckedSubmission {
  body: Statement;
  /** Canonical JSON: what is hashed, and what is kept. */
  text: string;
  id: StatementId;
  jws: string;
  signature: DetachedJws;
}

/** Reads a request: one submission, or a batch under "statements" (hostile input). Throws with the rule that is broken. */
export function parseSubmissions(text: string): Submission[] {
  if (Buffer.byteLength(text) > intakeLimits.request) {
    throw refuse('size', `A request has at most ${intakeLimits.request} bytes; send fewer statements at once.`);
  }
  if (nestingOf(text) > intakeLimits.nesting) {
    throw refuse('nesting', `Brackets are nested deeper than ${intakeLimits.nesting}; no statement needs that.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse('json', `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`);
  }
  const list =
    isObject(value) && 'statements' in value && Object.keys(value).length === 1 ? value['statements'] : [value];
  if (!Array.isArray(list) || list.length === 0) {
    throw refuse('json', 'Hand in {"statement": …, "jws": …}, or {"statements": […]} with one or more of them.');
  }
  if (list.length > intakeLimits.batch) {
    throw refuse(
      'count',
      `A batch has at most ${intakeLimits.batch} statements, not ${list.length}; send them in parts.`,
    );
  }
  return list.map((item: unknown, at) => {
    if (isObject(item) && Object.keys(item).sort().join() === 'jws,statement') return item as unknown as Submission;
    throw refuse('json', 'Each submission has "statement" and "jws", and nothing else.', { at });
  });
}

/** Checks form, size and nonce of one submission, and takes its signature apart. */
export function checkSubmission({ statement, jws }: Submission, at: number): CheckedSubmission {
  try {
    const body = parseStatement(statement);
    const text = canonicalJson(body);
    if (text.length > intakeLimits.statement || Buffer.byteLength(text) > intakeLimits.statement) {
      throw refuse('size', `A statement has at most ${intakeLimits.statement} bytes.`);
    }
    if (body.nonce === undefined) {
      throw refuse(
        'nonce-missing',
        'A statement of a local log carries a nonce of 16 random bytes, so that an erased body cannot be guessed.',
      );
    }
    if (typeof jws !== 'string') throw refuse('jws-form', 'The signature is text.');
    return { body, text, id: hash('sha256', text, 'hex'), jws, signature: parseJws(jws) };
  } catch (error) {
    throw placeRefusal(error, at, 'form');
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How deep brackets stand within brackets, strings left out. */
function nestingOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at);
      if (at < 0) break;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return deepest;
}

/** Where a string ends that begins at this quote: at the next one with an even number of backslashes before it; or -1. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}
