/** Making receipts: for statements of one log, all with the proof to the same checkpoint. */
import {
  formatHash,
  proveInclusionFromTiles,
  receiptFormat,
  type LogReader,
  type Receipt,
  type ReceiptKey,
  type TileSource,
} from '#ledger';
import { canonicalJson, formatLogEntry, type KeyId } from '#model';
import type { BookEntry, LogBook, LoggedStatement } from '#registry';

const decoder = new TextDecoder();

/** Makes receipts from a log and its book; registrations of keys are written once for all of them. */
export class ReceiptMaker {
  readonly #reader: LogReader;
  readonly #book: LogBook;
  readonly #chains = new Map<KeyId | null, ReceiptKey[]>();
  #ring: LogBook['ring'] | null = null;

  constructor(reader: LogReader, book: LogBook) {
    this.#reader = reader;
    this.#book = book;
  }

  /** Receipts of entries, in order; the checkpoint is that of the log as it stands. */
  async make(entries: readonly BookEntry[]): Promise<Receipt[]> {
    const { origin, size, checkpoint } = this.#reader;
    const tiles = onceEach(this.#reader);
    return Promise.all(
      entries.map(async ({ logged, signer }) => ({
        format: receiptFormat,
        origin,
        index: logged.index,
        ...statementAndLeaf(logged),
        proof: (await proveInclusionFromTiles(tiles, logged.index, size)).map(formatHash),
        checkpoint,
        keys: this.#chain(signer),
      })),
    );
  }

  /** The registrations that lead from the operator to the signer and to the keys of the checkpoints. */
  #chain(signer: KeyId | null): ReceiptKey[] {
    const { ring } = this.#book;
    if (ring !== this.#ring) {
      this.#ring = ring;
      this.#chains.clear();
    }
    let chain = this.#chains.get(signer);
    if (!chain) {
      const ids = new Set<KeyId>();
      for (const { id, ended } of ring.checkpointKeys()) if (!ended) this.#lead(id, ids);
      if (signer !== null) this.#lead(signer, ids);
      chain = [...ids].flatMap((id) => {
        const entry = this.#registration(id);
        const { body = null, jws = null } = entry?.logged ?? {};
        return body === null || jws === null ? [] : [{ statement: canonicalJson(body), jws }];
      });
      this.#chains.set(signer, chain);
    }
    return chain;
  }

  #lead(id: KeyId, ids: Set<KeyId>): void {
    const by = this.#registration(id)?.signer ?? null;
    if (ids.has(id) || by === null) return;
    if (by !== id) this.#lead(by, ids);
    ids.add(id);
  }

  #registration(id: KeyId): BookEntry | undefined {
    const key = this.#book.ring.get(id);
    return key && this.#book.get(key.registered.statement);
  }
}

function statementAndLeaf({ recordedAt, statement, jws, body }: LoggedStatement): Pick<Receipt, 'statement' | 'leaf'> {
  const leaf = formatLogEntry({ recordedAt, statement, ...(jws !== null && { jws }) });
  return { statement: body === null ? null : canonicalJson(body), leaf: decoder.decode(leaf) };
}

/** Reads each tile once, so that its inner nodes are hashed once for all proofs of a batch. */
function onceEach(source: TileSource): TileSource {
  const tiles = new Map<string, Promise<Uint8Array>>();
  return {
    readTile: (level, index) => {
      const name = `${level}/${index}`;
      let tile = tiles.get(name);
      if (!tile) tiles.set(name, (tile = source.readTile(level, index)));
      return tile;
    },
  };
}
