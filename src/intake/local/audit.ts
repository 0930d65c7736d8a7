/** Checks a local log, one's own or a foreign one, as if each statement were handed in at its time. */
import { hash } from 'node:crypto';
import { jwsSigningInput, LedgerError, parseBase64Url, parseJws, type SignatureBatch } from '#ledger';
import { ServandaError } from '#model';
import { redactionsIn, type LogBook, type LoggedStatement } from '#registry';
import { Draft } from './draft.ts';

/** An entry that should not be there. */
export interface AuditFault {
  index: number;
  rule: string;
  message: string;
}

/** Checks many signatures, here or in threads; the answers are in order. */
export type SignatureCheck = (batch: SignatureBatch) => boolean[] | Promise<boolean[]>;

/**
 * Goes on with an audit: `book` holds what was audited before and takes up what is added. An erased body is judged by
 * its signature and its key alone.
 */
export async function auditStatements(
  book: LogBook,
  fresh: readonly LoggedStatement[],
  check: SignatureCheck,
): Promise<AuditFault[]> {
  const faults: AuditFault[] = [];
  const put = (index: number, rule: string, message: string): void => {
    faults.push({ index, rule, message: `Entry ${index}: ${message}` });
  };
  const batch: SignatureBatch = { x: [], input: [], signature: [] };
  const waiting: number[] = [];
  const draft = new Draft(book, null);
  const redactions = redactionsIn(fresh);
  let last = book.lastRecordedAt;
  for (const logged of fresh) {
    const { index, recordedAt, statement, body, jws } = logged;
    if (recordedAt.length !== 24 || recordedAt < last)
      put(index, 'recorded-at', `it was recorded at ${recordedAt}, before the entry before it.`);
    last = recordedAt > last ? recordedAt : last;
    if (draft.get(statement)) {
      put(index, 'already-recorded', 'the same statement is in the log already.');
      continue;
    }
    if (body === null && !redactions.has(statement))
      put(index, 'body-missing', 'its body is missing, and no redaction says why.');
    try {
      const signature = parseJws(jws ?? '');
      if (signature.log !== book.origin) throw new Error(`it is signed for the log ${signature.log}.`);
      const isRoot = index === 0 && body?.kind === 'key' && body.use === 'operator' && body.id === signature.kid;
      const x = isRoot ? body.x : draft.ring.get(signature.kid)?.x;
      if (isRoot) {
        if (!namesOrigin(body.x, book.origin)) throw new Error("the log does not bear the name of its operator's key.");
        draft.found(logged, signature.kid);
      } else {
        draft.admit(logged, signature.kid, redactions.get(statement));
      }
      if (x === undefined) throw new Error('its key is not registered.');
      batch.x.push(x);
      batch.input.push(jwsSigningInput(signature.encodedHeader, statement));
      batch.signature.push(signature.signature);
      waiting.push(index);
    } catch (error) {
      put(index, ruleOf(error), error instanceof Error ? error.message : String(error));
    }
  }
  const answers = await check(batch);
  for (const [at, index] of waiting.entries()) {
    if (answers[at] !== true) put(index, 'signature-wrong', 'its signature does not verify.');
  }
  book.extend(fresh);
  return faults.sort((a, b) => a.index - b.index);
}

function ruleOf(error: unknown): string {
  if (error instanceof ServandaError) {
    const { rule } = error.details;
    return typeof rule === 'string' ? rule : error.code;
  }
  return error instanceof LedgerError ? error.rule : 'root';
}

function namesOrigin(x: string, origin: string): boolean {
  return origin.endsWith(`/${hash('sha256', parseBase64Url(x) ?? Buffer.alloc(0), 'hex').slice(0, 8)}`);
}
