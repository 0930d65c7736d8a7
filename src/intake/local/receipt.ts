/** Making receipts: for statements of one log, all with the proof to the same checkpoint. */
import {
  formatHash,
  proveInclusionsFromTiles,
  receiptFormat,
  type Hash,
  type LogReader,
  type Receipt,
  type ReceiptKey,
} from '#ledger';
import { canonicalJson, formatLogEntry, type KeyId } from '#model';
import type { BookEntry, LogBook, LoggedStatement } from '#registry';

const decoder = new TextDecoder();

/** Texts that are remembered for receipts; what was recorded last is asked for first. */
const maxRemembered = 8192;

/** Makes receipts from a log and its book; registrations of keys are written once for all of them. */
export class ReceiptMaker {
  readonly #reader: LogReader;
  readonly #book: LogBook;
  readonly #chains = new Map<KeyId | null, ReceiptKey[]>();
  readonly #texts = new Map<LoggedStatement, { statement: string; leaf: string }>();
  #ring: LogBook['ring'] | null = null;

  constructor(reader: LogReader, book: LogBook) {
    this.#reader = reader;
    this.#book = book;
  }

  /** Takes note of texts that need not be written again. */
  remember(logged: LoggedStatement, statement: string, leaf: string): void {
    if (this.#texts.size >= maxRemembered) this.#texts.clear();
    this.#texts.set(logged, { statement, leaf });
  }

  /** Receipts of entries, in order; the checkpoint is that of the log as it stands. */
  async make(entries: readonly BookEntry[]): Promise<Receipt[]> {
    const { origin, size, checkpoint } = this.#reader;
    const indexes = entries.map(({ logged }) => logged.index);
    const proofs = await proveInclusionsFromTiles(this.#reader, indexes, size);
    // Neighbours share most of their proofs: each hash is written once.
    const written = new Map<Hash, string>();
    const write = (hash: Hash): string => {
      let text = written.get(hash);
      if (text === undefined) written.set(hash, (text = formatHash(hash)));
      return text;
    };
    return entries.map(({ logged, signer }, at) => ({
      format: receiptFormat,
      origin,
      index: logged.index,
      ...this.#textsOf(logged),
      proof: (proofs[at] ?? []).map(write),
      checkpoint,
      keys: this.#chain(signer),
    }));
  }

  #textsOf(logged: LoggedStatement): Pick<Receipt, 'statement' | 'leaf'> {
    const known = this.#texts.get(logged);
    if (!known) return statementAndLeaf(logged);
    return logged.body === null ? { ...known, statement: null } : known;
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

/** Keys are the same in every receipt of a signer, and most of its bytes. */
const writtenKeys = new WeakMap<ReceiptKey[], string>();

/** The JSON of receipts, as JSON.stringify writes them; quicker for many of one signer. */
export function formatReceipts(receipts: readonly Receipt[]): string {
  const texts = receipts.map(({ keys, ...rest }) => {
    let text = writtenKeys.get(keys);
    if (text === undefined) writtenKeys.set(keys, (text = JSON.stringify(keys)));
    return `${JSON.stringify(rest).slice(0, -1)},"keys":${text}}`;
  });
  return `[${texts.join(',')}]`;
}
