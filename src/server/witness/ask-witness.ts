/** The log's side of tlog-witness: proves its growth to a witness and gets the cosignature back. */
import {
  checkCheckpointSignature,
  formatWitnessRequest,
  keyTypes,
  LedgerError,
  parseCheckpoint,
  proveConsistencyFromTiles,
  verifyNote,
  type TileSource,
  type VerifierKey,
} from '#ledger';
import { ServandaError } from '#model';
import { withCosignatures } from './witness.ts';

/** POSTs a text; network is handed in. */
export type Post = (url: string, body: string) => Promise<Response>;

/** A witness by its address (the submission prefix of tlog-witness) and its key. */
export interface KnownWitness {
  url: string;
  key: VerifierKey;
}

/**
 * Has a checkpoint cosigned; gives it with the cosignature, which was verified. `size` is what the witness is believed to
 * have cosigned last; it says itself if that is wrong. Throws ENVIRONMENT if it refuses or cannot be reached.
 */
export async function askWitness(
  { url, key }: KnownWitness,
  checkpoint: string,
  tiles: TileSource,
  post: Post,
  size = 0,
): Promise<string> {
  const head = parseCheckpoint(checkpoint);
  for (let oldSize = size, tries = 1; ; tries += 1) {
    const proof = oldSize > 0 && oldSize < head.size ? await proveConsistencyFromTiles(tiles, oldSize, head.size) : [];
    const response = await post(`${url}/add-checkpoint`, formatWitnessRequest({ oldSize, proof, checkpoint }));
    const body = (await response.text()).slice(0, 65_536);
    if (
      response.status === 409 &&
      tries === 1 &&
      /^(?:0|[1-9][0-9]{0,15})\n$/.test(body) &&
      Number(body) <= head.size
    ) {
      oldSize = Number(body);
      continue;
    }
    if (response.status !== 200) {
      throw new ServandaError(
        'ENVIRONMENT',
        `The witness ${key.name} does not cosign (${response.status}): ${body.slice(0, 200).trim()}`,
      );
    }
    try {
      const cosigned = withCosignatures(checkpoint, body);
      verifyNote(
        cosigned,
        [key],
        (known, text, signature) =>
          known.type === keyTypes.cosignature && checkCheckpointSignature(known, text, signature),
      );
      return cosigned;
    } catch (cause) {
      if (!(cause instanceof LedgerError)) throw cause;
      throw new ServandaError(
        'SIGNATURE_INVALID',
        `What the witness ${key.name} answered is not its cosignature: ${cause.message}`,
        { cause },
      );
    }
  }
}
