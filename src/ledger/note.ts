/** C2SP signed-note: a text, a blank line, and signature lines. */
import { LedgerError, type LedgerRule } from './errors.ts';
import { asBuffer, parseBase64 } from './hash.ts';
import { checkKeyName, keyTypes, signBytes, verifyBytes, type SigningKey, type VerifierKey } from './keys.ts';

/** One signature line; `signature` is what follows the four bytes of the key id. */
export interface NoteSignature {
  name: string;
  id: number;
  signature: Buffer;
}

/** A parsed note: `text` ends in a newline and is what the signatures sign. */
export interface Note {
  text: string;
  signatures: NoteSignature[];
}

/** A longer note is refused before it is looked at. */
export const maxNoteLength = 262_144;
/** More signature lines are refused; the standard asks for at least 16. */
export const maxSignatures = 64;

/** Checks signatures of one type of key; Ed25519 here, cosignatures in cosignature.ts. */
export type SignatureCheck = (key: VerifierKey, text: string, signature: Buffer) => boolean;

/** Reads a note without judging its signatures (hostile input); throws INPUT_INVALID or INPUT_TOO_LARGE. */
export function parseNote(source: string | Uint8Array): Note {
  const whole = decodeNote(source);
  const split = whole.lastIndexOf('\n\n');
  if (split < 0) throw bad('note-no-separator', 'The note has no blank line between its text and its signatures.');
  const lines = whole.slice(split + 2).split('\n');
  if (lines.pop() !== '') throw bad('note-signature-line', 'The last signature line does not end in a newline.');
  if (lines.length === 0) throw bad('note-no-signature', 'The note has no signature line after its blank line.');
  if (lines.length > maxSignatures) {
    throw new LedgerError(
      'INPUT_TOO_LARGE',
      'note-signature-count',
      `The note has ${lines.length} signatures; the limit is ${maxSignatures}.`,
    );
  }
  const text = whole.slice(0, split + 1);
  const firstLine = text.split('\n').length + 1;
  return { text, signatures: lines.map((line, index) => parseSignatureLine(line, firstLine + index)) };
}

/** Reads UTF-8 without control characters but newline, within the limit on length. */
export function decodeNote(source: string | Uint8Array): string {
  if (source.length > maxNoteLength) {
    throw new LedgerError(
      'INPUT_TOO_LARGE',
      'note-length',
      `The note has ${source.length} bytes; the limit is ${maxNoteLength}.`,
    );
  }
  const text = typeof source === 'string' ? source : asBuffer(source).toString('utf8');
  const faithful = typeof source === 'string' ? text.isWellFormed() : Buffer.from(text, 'utf8').equals(source);
  if (!faithful) throw bad('note-utf8', 'The note is not valid UTF-8.');
  const control = /[\u0000-\u0009\u000b-\u001f]/.exec(text);
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).padStart(4, '0');
    throw bad('note-control-character', `The note holds the control character U+${code} at position ${control.index}.`);
  }
  return text;
}

function parseSignatureLine(line: string, number: number): NoteSignature {
  const match = /^\u2014 ([^ ]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
  const bytes = parseBase64(match?.[2] ?? '');
  if (!match || !bytes || bytes.length < 5) {
    throw new LedgerError(
      'INPUT_INVALID',
      'note-signature-line',
      `Line ${number} is not a signature: an em dash, a key name and base64, one space apart.`,
      {
        place: { line: number },
      },
    );
  }
  const name = match[1] ?? '';
  checkKeyName(name);
  return { name, id: bytes.readUInt32BE(0), signature: bytes.subarray(4) };
}

/** Writes a note; throws INPUT_INVALID on a text without final newline or with control characters. */
export function formatNote(note: Note): string {
  checkNoteText(note.text);
  return `${note.text}\n${note.signatures.map(formatSignatureLine).join('')}`;
}

/** Writes one signature line, newline included. */
export function formatSignatureLine({ name, id, signature }: NoteSignature): string {
  const bytes = Buffer.allocUnsafe(4 + signature.length);
  bytes.writeUInt32BE(id, 0);
  signature.copy(bytes, 4);
  return `\u2014 ${name} ${bytes.toString('base64')}\n`;
}

function checkNoteText(text: string): void {
  if (!text.endsWith('\n') || !text.isWellFormed())
    throw bad('note-text', 'The text of a note is well-formed and ends in a newline.');
  decodeNote(text);
}

/** Signs a text with Ed25519; the result is one signature line's content. */
export function signNoteText(text: string, signer: SigningKey): NoteSignature {
  if (signer.key.type !== keyTypes.ed25519) {
    throw new LedgerError(
      'INPUT_INVALID',
      'key-type',
      `The key ${signer.key.name} is for cosignatures; a note is signed with an Ed25519 note key.`,
    );
  }
  return { name: signer.key.name, id: signer.key.id, signature: signBytes(signer, Buffer.from(text)) };
}

/** Writes a text as a note signed by each signer. */
export function signNote(text: string, signers: readonly SigningKey[]): string {
  checkNoteText(text);
  return formatNote({ text, signatures: signers.map((signer) => signNoteText(text, signer)) });
}

/** A note whose known signatures have been checked. */
export interface VerifiedNote extends Note {
  /** Keys that signed. */
  verifiedBy: VerifierKey[];
  /** Signature lines by keys that are not known here; they say nothing. */
  unknown: NoteSignature[];
}

/**
 * Checks a note against known keys. Throws SIGNATURE_INVALID if a known key's signature is wrong or no known key
 * signed; signatures of unknown keys are set apart (signed-note, "Signatures").
 */
export function verifyNote(
  source: string | Uint8Array | Note,
  keys: readonly VerifierKey[],
  check: SignatureCheck = checkEd25519,
): VerifiedNote {
  const note = typeof source === 'string' || source instanceof Uint8Array ? parseNote(source) : source;
  const verifiedBy = new Set<VerifierKey>();
  const unknown: NoteSignature[] = [];
  for (const line of note.signatures) {
    const key = keys.find((candidate) => candidate.id === line.id && candidate.name === line.name);
    if (!key) {
      unknown.push(line);
    } else if (check(key, note.text, line.signature)) {
      verifiedBy.add(key);
    } else {
      throw new LedgerError(
        'SIGNATURE_INVALID',
        'signature-wrong',
        `The signature of ${key.name} does not fit the text; one of them was changed.`,
      );
    }
  }
  if (verifiedBy.size === 0) {
    const names = keys.map(({ name }) => name).join(', ');
    throw new LedgerError(
      'SIGNATURE_INVALID',
      'signature-unknown',
      `None of the known keys (${names || 'none given'}) signed this note.`,
    );
  }
  return { ...note, verifiedBy: [...verifiedBy], unknown };
}

/** The check for note signatures of type 1; a cosigner's key never passes it. */
export function checkEd25519(key: VerifierKey, text: string, signature: Buffer): boolean {
  return key.type === keyTypes.ed25519 && verifyBytes(key.publicKey, Buffer.from(text), signature);
}

function bad(rule: LedgerRule, message: string): LedgerError {
  return new LedgerError('INPUT_INVALID', rule, message);
}
