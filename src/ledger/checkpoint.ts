/** C2SP tlog-checkpoint: origin, size and root of a log as the text of a signed note. */
import { checkSize, LedgerError, type LedgerRule } from './errors.ts';
import { checkCheckpointSignature } from './cosignature.ts';
import { emptyRoot, formatHash, hashSize, parseBase64, type Hash } from './hash.ts';
import { keyTypes, type SigningKey, type VerifierKey } from './keys.ts';
import { decodeNote, parseNote, signNote, verifyNote, type NoteSignature } from './note.ts';

/** The head of a log. */
export interface CheckpointHead {
  origin: string;
  size: number;
  root: Hash;
  /** Further non-empty lines, opaque. */
  extensions?: readonly string[];
}

/** A parsed checkpoint: `text` is what is signed; without signature lines it is unsealed. */
export interface Checkpoint extends CheckpointHead {
  extensions: readonly string[];
  text: string;
  signatures: NoteSignature[];
  sealed: boolean;
}

/** Writes the note text of a checkpoint; alone, without signatures, this is an unsealed checkpoint. */
export function formatCheckpoint({ origin, size, root, extensions = [] }: CheckpointHead): string {
  checkOrigin(origin);
  checkSize(size);
  if (root.length !== hashSize) throw bad('checkpoint-root', `A root has ${hashSize} bytes, not ${root.length}.`);
  if (extensions.some((line) => line === '' || line.includes('\n')))
    throw bad('checkpoint-lines', 'An extension line is neither empty nor broken.');
  return `${[origin, String(size), formatHash(root), ...extensions].join('\n')}\n`;
}

/** Throws INPUT_INVALID unless the origin can stand as the first line of a checkpoint. */
export function checkOrigin(origin: string): void {
  if (
    origin === '' ||
    origin.length > 255 ||
    !origin.isWellFormed() ||
    /[\p{White_Space}+\u0000-\u001f]/u.test(origin)
  ) {
    throw bad(
      'checkpoint-origin',
      `"${origin.slice(0, 80)}" is not an origin: a name of 1 to 255 characters without spaces or plus signs, such as example.org/record.`,
    );
  }
}

/**
 * Reads a checkpoint, signed or unsealed, without judging its signatures (hostile input). A foreign log's origin may
 * be any non-empty line; our own logs are held to checkOrigin when they are written.
 */
export function parseCheckpoint(source: string | Uint8Array): Checkpoint {
  const whole = decodeNote(source);
  const sealed = whole.includes('\n\n');
  const note = sealed ? parseNote(whole) : { text: whole, signatures: [] };
  const lines = note.text.split('\n');
  if (lines.pop() !== '' || lines.length < 3 || lines.includes('')) {
    throw bad(
      'checkpoint-lines',
      'A checkpoint is at least three non-empty lines, each ended by a newline: origin, size, root.',
    );
  }
  const [origin = '', sizeLine = '', rootLine = '', ...extensions] = lines;
  const size = Number(sizeLine);
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(sizeLine) || !Number.isSafeInteger(size)) {
    throw bad(
      'checkpoint-size',
      `"${sizeLine.slice(0, 40)}" is not a tree size: decimal digits without leading zero.`,
      2,
    );
  }
  const root = parseBase64(rootLine);
  if (root?.length !== hashSize)
    throw bad('checkpoint-root', `"${rootLine.slice(0, 80)}" is not the base64 form of a SHA-256 hash.`, 3);
  if (size === 0 && !root.equals(emptyRoot))
    throw bad('checkpoint-root', 'The root of an empty log is the hash of nothing.', 3);
  return { origin, size, root, extensions, text: note.text, signatures: note.signatures, sealed };
}

/** Writes a checkpoint signed by each signer. */
export function signCheckpoint(head: CheckpointHead, signers: readonly SigningKey[]): string {
  return signNote(formatCheckpoint(head), signers);
}

/** A checkpoint whose signatures have been checked. */
export interface VerifiedCheckpoint extends Checkpoint {
  verifiedBy: VerifierKey[];
  /** Signature lines by keys that are not known here. */
  unknown: NoteSignature[];
}

/**
 * Checks a checkpoint's origin and signatures: a known log key must have signed (a witness alone is not enough), and
 * no known key's signature may be wrong. Throws SIGNATURE_INVALID or INPUT_INVALID.
 */
export function verifyCheckpoint(
  source: string | Uint8Array,
  expected: { origin: string; keys: readonly VerifierKey[] },
): VerifiedCheckpoint {
  const checkpoint = parseCheckpoint(source);
  if (checkpoint.origin !== expected.origin) {
    throw bad(
      'checkpoint-origin',
      `The checkpoint is of the log "${checkpoint.origin.slice(0, 80)}", not of "${expected.origin}".`,
      1,
    );
  }
  if (!checkpoint.sealed) {
    throw new LedgerError(
      'SIGNATURE_INVALID',
      'note-no-signature',
      `The checkpoint of ${expected.origin} is unsealed: nobody signed it.`,
    );
  }
  const { verifiedBy, unknown } = verifyNote(checkpoint, expected.keys, checkCheckpointSignature);
  if (!verifiedBy.some(({ type }) => type === keyTypes.ed25519)) {
    throw new LedgerError(
      'SIGNATURE_INVALID',
      'signature-unknown',
      `Only witnesses signed the checkpoint of ${expected.origin}; the log's own signature is missing.`,
    );
  }
  return { ...checkpoint, verifiedBy, unknown };
}

function bad(rule: LedgerRule, message: string, line?: number): LedgerError {
  return new LedgerError('INPUT_INVALID', rule, message, line === undefined ? {} : { place: { line } });
}
