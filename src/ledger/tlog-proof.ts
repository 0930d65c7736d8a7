/** C2SP tlog-proof: index, inclusion proof and signed checkpoint in one text that verifies offline. */
import { verifyCheckpoint, type VerifiedCheckpoint } from './checkpoint.ts';
import { LedgerError, type LedgerRule } from './errors.ts';
import { formatHash, hashSize, parseBase64, type Hash } from './hash.ts';
import type { VerifierKey } from './keys.ts';
import { decodeNote } from './note.ts';
import { checkInclusion } from './proofs.ts';

/** What a proof file carries; the leaf itself is the verifier's. `extra` is opaque and not authenticated. */
export interface TlogProof {
  index: number;
  hashes: Hash[];
  checkpoint: string;
  extra?: Buffer;
}

const header = 'c2sp.org/tlog-proof@v1';
const maxHashes = 63;

/** Reads a proof without judging it (hostile input); throws INPUT_INVALID or INPUT_TOO_LARGE. */
export function parseTlogProof(source: string | Uint8Array): TlogProof {
  const text = decodeNote(source);
  const split = text.indexOf('\n\n');
  if (split < 0) throw bad('proof-separator', 'The proof has no empty line before its checkpoint.');
  const lines = text.slice(0, split).split('\n');
  if (lines.shift() !== header) throw bad('proof-header', `A proof begins with the line "${header}".`);
  const extra = lines[0]?.startsWith('extra ') ? parseBase64((lines.shift() ?? '').slice('extra '.length)) : undefined;
  if (extra === null) throw bad('proof-extra', 'The extra data is not base64.');
  const match = /^index (0|[1-9][0-9]{0,15})$/.exec(lines.shift() ?? '');
  const index = Number(match?.[1]);
  if (!match || !Number.isSafeInteger(index))
    throw bad('proof-index', 'The line "index" with the entry\'s number is missing or not a number.');
  if (lines.length > maxHashes)
    throw bad('proof-hash', `A proof holds at most ${maxHashes} hashes, not ${lines.length}.`);
  const hashes = lines.map((line) => {
    const hash = parseBase64(line);
    if (hash?.length !== hashSize)
      throw bad('proof-hash', `"${line.slice(0, 80)}" is not the base64 form of a SHA-256 hash.`);
    return hash;
  });
  return { index, hashes, checkpoint: text.slice(split + 2), ...(extra && { extra }) };
}

/** Writes a proof. */
export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [
    header,
    ...(extra ? [`extra ${extra.toString('base64')}`] : []),
    `index ${index}`,
    ...hashes.map(formatHash),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/**
 * Checks a proof for a leaf: the checkpoint must be signed by the log, and the hashes must lead from the leaf to its
 * root. Throws SIGNATURE_INVALID or INPUT_INVALID.
 */
export function verifyTlogProof(
  source: string | Uint8Array | TlogProof,
  expected: { leafHash: Uint8Array; origin: string; keys: readonly VerifierKey[] },
): VerifiedCheckpoint {
  const proof = typeof source === 'string' || source instanceof Uint8Array ? parseTlogProof(source) : source;
  const checkpoint = verifyCheckpoint(proof.checkpoint, expected);
  if (!checkInclusion(expected.leafHash, proof.index, checkpoint.size, proof.hashes, checkpoint.root)) {
    const message = `The proof does not lead from this leaf, as entry ${proof.index}, to the root of ${checkpoint.origin} at size ${checkpoint.size}.`;
    throw new LedgerError('SIGNATURE_INVALID', 'proof-wrong', message, { place: { entry: proof.index } });
  }
  return checkpoint;
}

function bad(rule: LedgerRule, message: string): LedgerError {
  return new LedgerError('INPUT_INVALID', rule, message);
}
