/** C2SP tlog-cosignature, Ed25519 (cosignature/v1): a witness says at what time it saw a checkpoint. */
import { LedgerError } from './errors.ts';
import { keyTypes, signBytes, verifyBytes, type SigningKey, type VerifierKey } from './keys.ts';
import { checkEd25519, type NoteSignature } from './note.ts';

/** What a cosignature line carries: POSIX seconds and an Ed25519 signature. */
export interface Cosignature {
  time: number;
  signature: Buffer;
}

const timeLength = 8;
const length = timeLength + 64;

/** Reads the bytes after the key id (hostile input); throws INPUT_INVALID. */
export function parseCosignature(bytes: Uint8Array): Cosignature {
  const buffer = Buffer.from(bytes);
  if (buffer.length !== length) {
    throw new LedgerError(
      'INPUT_INVALID',
      'cosignature-length',
      `A cosignature/v1 has ${length} bytes, not ${buffer.length}.`,
    );
  }
  const time = buffer.readBigUInt64BE(0);
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new LedgerError(
      'INPUT_INVALID',
      'cosignature-time',
      `The cosignature's time ${time.toString()} is beyond any date.`,
    );
  }
  return { time: Number(time), signature: buffer.subarray(timeLength) };
}

/** Writes the bytes after the key id. */
export function formatCosignature({ time, signature }: Cosignature): Buffer {
  const bytes = Buffer.allocUnsafe(timeLength);
  bytes.writeBigUInt64BE(BigInt(time));
  return Buffer.concat([bytes, signature]);
}

/** The bytes that are signed: a header line, a time line, and the whole note text of the checkpoint. */
function cosignedMessage(text: string, time: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
}

/** Cosigns a checkpoint's note text; the time is handed in as POSIX seconds. */
export function signCosignature(text: string, signer: SigningKey, time: number): NoteSignature {
  if (signer.key.type !== keyTypes.cosignature) {
    throw new LedgerError(
      'INPUT_INVALID',
      'key-type',
      `The key ${signer.key.name} is not a cosigner's key (signature type 4).`,
    );
  }
  if (!Number.isSafeInteger(time) || time < 0) {
    throw new LedgerError('INPUT_INVALID', 'cosignature-time', `${time} is not a time in whole seconds since 1970.`);
  }
  const signature = signBytes(signer, cosignedMessage(text, time));
  return { name: signer.key.name, id: signer.key.id, signature: formatCosignature({ time, signature }) };
}

/** Checks a signature line's bytes by a cosigner's key; false on wrong bytes, whatever their form. */
export function verifyCosignature(key: VerifierKey, text: string, bytes: Uint8Array): boolean {
  if (key.type !== keyTypes.cosignature || bytes.length !== length) return false;
  try {
    const { time, signature } = parseCosignature(bytes);
    return verifyBytes(key.publicKey, cosignedMessage(text, time), signature);
  } catch (error) {
    if (error instanceof LedgerError) return false;
    throw error;
  }
}

/** Checks either kind of signature line under a checkpoint, by the type of the key. */
export function checkCheckpointSignature(key: VerifierKey, text: string, signature: Buffer): boolean {
  return key.type === keyTypes.cosignature
    ? verifyCosignature(key, text, signature)
    : checkEd25519(key, text, signature);
}
