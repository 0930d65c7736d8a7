/** Does a log's new checkpoint continue the one that is known? If not: evidence that anybody can check. */
import { parseCheckpoint, verifyCheckpoint, type Checkpoint } from './checkpoint.ts';
import { LedgerError } from './errors.ts';
import { formatHash, parseHash } from './hash.ts';
import type { VerifierKey } from './keys.ts';
import { checkConsistency, proveConsistencyFromTiles, rootFromTiles, type TileSource } from './proofs.ts';

/**
 * Two checkpoints of one log that cannot both be honest. `before` is the smaller one. `prefixRoot` is the root that the
 * larger tree has at the smaller size, and `proof` (base64) shows that it has.
 */
export interface ForkEvidence {
  origin: string;
  before: string;
  after: string;
  prefixRoot: string;
  proof: string[];
}

/** What a look at a followed log finds. */
export type Succession =
  | { verdict: 'same' | 'grown'; checkpoint: Checkpoint }
  /** Both heads are signed, and one of them is a lie. */
  | { verdict: 'forked'; message: string; evidence: ForkEvidence }
  /** An earlier state is shown again; its past is the one that is known. */
  | { verdict: 'shrunk'; message: string; checkpoint: string }
  /** Unreadable, of another log, or not signed by a known key. */
  | { verdict: 'not-signed'; message: string; checkpoint: string; error: LedgerError }
  /** The tiles that are served do not belong to the checkpoint that is served. */
  | { verdict: 'tiles-wrong'; message: string; checkpoint: string };

/** What is known of a followed log. */
export interface Followed {
  origin: string;
  keys: readonly VerifierKey[];
  /** The last checkpoint that was accepted; null at the first look. */
  known: string | null;
  /** Tiles of the tree of `known`; needed to judge a log that shrank. */
  knownTiles?: TileSource;
}

/** Judges a new checkpoint (hostile input), reading tiles of the tree that it claims. A verdict is a value; only a failing source throws. */
export async function checkSuccession(followed: Followed, next: string, nextTiles: TileSource): Promise<Succession> {
  let checkpoint: Checkpoint;
  try {
    checkpoint = verifyCheckpoint(next, followed);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return { verdict: 'not-signed', message: error.message, checkpoint: next, error };
  }
  const known = followed.known === null ? null : parseCheckpoint(followed.known);
  const sameHead = known?.size === checkpoint.size && known.root.equals(checkpoint.root);
  if (sameHead) return { verdict: 'same', checkpoint };
  if (known && checkpoint.size < known.size && !followed.knownTiles) return shrunk(known, checkpoint, next);
  const [before, after, tiles] =
    known && checkpoint.size < known.size && followed.knownTiles
      ? [{ ...checkpoint, note: next }, { ...known, note: followed.known ?? '' }, followed.knownTiles]
      : [known && { ...known, note: followed.known ?? '' }, { ...checkpoint, note: next }, nextTiles];
  // Two roots at one size need no tiles to contradict each other.
  if (before?.size === after.size) return forked(before, after, formatHash(after.root), []);
  if (!(await leadTo(tiles, after))) {
    const message = `The tiles of ${after.origin} do not lead to the root of its checkpoint at size ${after.size}.`;
    return { verdict: 'tiles-wrong', message, checkpoint: next };
  }
  if (!before) return { verdict: 'grown', checkpoint };
  const prefixRoot = await rootFromTiles(tiles, before.size);
  if (prefixRoot.equals(before.root))
    return checkpoint.size < (known?.size ?? 0) ? shrunk(after, checkpoint, next) : { verdict: 'grown', checkpoint };
  const proof = await proveConsistencyFromTiles(tiles, before.size, after.size);
  return forked(before, after, formatHash(prefixRoot), proof.map(formatHash));
}

async function leadTo(tiles: TileSource, { size, root }: Checkpoint): Promise<boolean> {
  try {
    return (await rootFromTiles(tiles, size)).equals(root);
  } catch (error) {
    if (error instanceof LedgerError && error.code !== 'STORAGE_FAILED') return false;
    throw error;
  }
}

type Published = Checkpoint & { note: string };

function shrunk(known: Checkpoint, checkpoint: Checkpoint, next: string): Succession {
  const message = `The log ${known.origin} had ${known.size} entries and shows ${checkpoint.size} now. What was read before is kept.`;
  return { verdict: 'shrunk', message, checkpoint: next };
}

function forked(before: Published, after: Published, prefixRoot: string, proof: string[]): Succession {
  const message = `The log ${before.origin} was rewritten: its signed states at ${before.size} and ${after.size} entries contradict each other. Keep the evidence and tell others who follow this log.`;
  return {
    verdict: 'forked',
    message,
    evidence: { origin: before.origin, before: before.note, after: after.note, prefixRoot, proof },
  };
}

/**
 * Does the evidence prove a fork? Both checkpoints must be signed by the log, and the larger tree must provably have
 * another root at the smaller size than the one that was signed. Hostile input: any doubt is a no.
 */
export function checkForkEvidence(evidence: ForkEvidence, keys: readonly VerifierKey[]): boolean {
  try {
    const [before, after] = [evidence.before, evidence.after].map((note) =>
      verifyCheckpoint(note, { origin: evidence.origin, keys }),
    );
    const prefixRoot = parseHash(evidence.prefixRoot);
    if (!before || !after || before.size > after.size || prefixRoot.equals(before.root)) return false;
    return checkConsistency(before.size, prefixRoot, after.size, after.root, evidence.proof.map(parseHash));
  } catch (error) {
    if (error instanceof LedgerError) return false;
    throw error;
  }
}
