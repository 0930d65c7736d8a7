/** The checkpoint after an append: made and signed here, or handed in by a mirror. */
import {
  formatCheckpoint,
  LedgerError,
  parseCheckpoint,
  signCheckpoint,
  type Checkpoint,
  type CheckpointHead,
  type SigningKey,
} from '#ledger';

/** A checkpoint and its bytes as they are published. */
export interface PublishedCheckpoint {
  checkpoint: Checkpoint;
  note: string;
}

/** Signs the head of a log, or leaves it unsealed without a signer. */
export function makeCheckpoint(head: CheckpointHead, signer: SigningKey | null): PublishedCheckpoint {
  const note = signer ? signCheckpoint(head, [signer]) : formatCheckpoint(head);
  const text = signer ? note.slice(0, note.lastIndexOf('\n\n') + 1) : note;
  return { checkpoint: { ...head, extensions: [], text, signatures: [], sealed: signer !== null }, note };
}

/** The next checkpoint of a log; one that is handed in must be of this very head. */
export function nextCheckpoint(
  head: CheckpointHead,
  signer: SigningKey | null,
  given: string | undefined,
): PublishedCheckpoint {
  if (given === undefined) return makeCheckpoint(head, signer);
  const checkpoint = parseCheckpoint(given);
  if (checkpoint.origin !== head.origin || checkpoint.size !== head.size || !checkpoint.root.equals(head.root)) {
    throw new LedgerError(
      'LOG_FORKED',
      'log-forked',
      `The checkpoint of ${checkpoint.origin} at size ${checkpoint.size} is not that of the entries received: with them ${head.origin} has ${head.size} entries and another root. Keep both as evidence.`,
    );
  }
  return { checkpoint, note: given };
}

/** Reads a checkpoint that is to stand in the place of another: the same head, with other signatures. */
export function parseReplacement(note: string, current: Checkpoint): PublishedCheckpoint {
  const checkpoint = parseCheckpoint(note);
  if (checkpoint.text !== current.text) {
    throw new LedgerError(
      'LOG_MOVED',
      'log-moved',
      `The checkpoint handed in is of ${checkpoint.origin} at size ${checkpoint.size}; the log ${current.origin} is at ${current.size}.`,
    );
  }
  return { checkpoint, note };
}
