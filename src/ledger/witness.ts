/** C2SP tlog-witness: a log asks to have a checkpoint cosigned, and proves that it continues the one cosigned before. */
import { parseCheckpoint, verifyCheckpoint, type Checkpoint } from './checkpoint.ts';
import { LedgerError } from './errors.ts';
import { formatHash, hashSize, parseBase64, type Hash } from './hash.ts';
import type { VerifierKey } from './keys.ts';
import { checkConsistency } from './proofs.ts';

/** The body of `add-checkpoint`. */
export interface WitnessRequest {
  /** Size that the log believes to be the last cosigned one. */
  oldSize: number;
  /** Consistency proof from there to the checkpoint. */
  proof: Hash[];
  /** Signed note. */
  checkpoint: string;
}

const maxProof = 63;

/** Reads a request (hostile input); throws INPUT_INVALID. */
export function parseWitnessRequest(text: string): WitnessRequest {
  const at = text.indexOf('\n\n');
  const [first = '', ...lines] = at < 0 ? [] : text.slice(0, at).split('\n');
  const match = /^old (0|[1-9][0-9]{0,15})$/.exec(first);
  const oldSize = Number(match?.[1]);
  const proof = lines.map((line) => parseBase64(line));
  if (
    !match ||
    !Number.isSafeInteger(oldSize) ||
    proof.length > maxProof ||
    !proof.every((hash) => hash?.length === hashSize)
  ) {
    throw new LedgerError(
      'INPUT_INVALID',
      'witness-request',
      'A request is "old" and a size, up to 63 hashes in base64, an empty line, and the checkpoint.',
    );
  }
  return { oldSize, proof: proof.filter((hash) => hash !== null), checkpoint: text.slice(at + 2) };
}

/** Writes a request. */
export function formatWitnessRequest({ oldSize, proof, checkpoint }: WitnessRequest): string {
  return `${[`old ${oldSize}`, ...proof.map(formatHash)].join('\n')}\n\n${checkpoint}`;
}

/** What a witness last cosigned of a log; size 0: nothing. */
export interface Cosigned {
  size: number;
  /** Null at size 0. */
  root: Hash | null;
}

/** The answer to a request, with the status that tlog-witness asks for. */
export type WitnessVerdict =
  | { status: 200; checkpoint: Checkpoint }
  | { status: 400 | 403 | 404 | 422; message: string }
  /** The log must begin from this size. */
  | { status: 409; size: number };

/** May this checkpoint be cosigned? `keys` are those of the log; null if the witness does not know it. */
export function judgeWitnessRequest(
  { oldSize, proof, checkpoint: note }: WitnessRequest,
  keys: readonly VerifierKey[] | null,
  known: Cosigned,
): WitnessVerdict {
  let checkpoint: Checkpoint;
  try {
    const { origin } = parseCheckpoint(note);
    if (keys === null) return { status: 404, message: `The log ${origin} is not witnessed here.` };
    checkpoint = verifyCheckpoint(note, { origin, keys });
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return { status: error.code === 'SIGNATURE_INVALID' ? 403 : 400, message: error.message };
  }
  const { size, root } = checkpoint;
  if (oldSize > size)
    return { status: 400, message: `The old size ${oldSize} is above that of the checkpoint, ${size}.` };
  if (oldSize !== known.size) return { status: 409, size: known.size };
  if (known.root !== null && oldSize === size) {
    return known.root.equals(root) && proof.length === 0
      ? { status: 200, checkpoint }
      : { status: 409, size: known.size };
  }
  const continues = known.root === null ? proof.length === 0 : checkConsistency(oldSize, known.root, size, root, proof);
  if (continues) return { status: 200, checkpoint };
  return {
    status: 422,
    message: `The proof does not lead from the cosigned tree of ${oldSize} entries to that of ${size}.`,
  };
}
