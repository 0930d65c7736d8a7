/** A log in PostgreSQL: any number of processes, one sequencer at a time by advisory lock, followers by notice. */
import type pg from 'pg';
import {
  LedgerError,
  rootFromTiles,
  type AppendOptions,
  type Hash,
  type Log,
  type NewEntry,
  type SigningKey,
} from '#ledger';
import { acceptGroup, AppendQueue, type Waiting } from './append-queue.ts';
import { attempt } from './file-reader.ts';
import { damaged } from './log-files.ts';
import { nextCheckpoint, parseReplacement, type PublishedCheckpoint } from './next-checkpoint.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import { PostgresEdge, readHead, readTileRow } from './postgres-edge.ts';
import { channel, lockSpace } from './postgres-schema.ts';

/** The port over one connection pool. */
export class PostgresLog implements Log {
  readonly #connection: PostgresConnection;
  readonly #id: number;
  readonly #signer: SigningKey | null;
  readonly #readOnly: boolean;
  readonly #queue = new AppendQueue((group) => this.#commit(group));
  readonly #followers = new Set<(size: number) => void>();
  #head: PublishedCheckpoint;
  #edge: PostgresEdge | null = null;
  #failure: string | null = null;
  #unlisten: (() => void) | null = null;
  #refreshing: Promise<boolean> | null = null;
  #closed = false;

  constructor(
    connection: PostgresConnection,
    id: number,
    head: PublishedCheckpoint,
    signer: SigningKey | null,
    readOnly: boolean,
  ) {
    this.#connection = connection;
    this.#id = id;
    this.#head = head;
    this.#signer = signer;
    this.#readOnly = readOnly;
  }

  get origin(): string {
    return this.#head.checkpoint.origin;
  }

  get size(): number {
    return this.#head.checkpoint.size;
  }

  get root(): Hash {
    return this.#head.checkpoint.root;
  }

  get checkpoint(): string {
    return this.#head.note;
  }

  get sealed(): boolean {
    return this.#head.checkpoint.sealed;
  }

  get writeFailure(): string | null {
    return this.#failure;
  }

  async readEntries(from: number, to: number): Promise<Buffer[]> {
    this.#requireRange(from, to);
    const rows = await this.#rows<{ entry: Buffer }>('entry', from, to);
    return rows.map(({ entry }) => entry);
  }

  async readBodies(from: number, to: number): Promise<(string | null)[]> {
    this.#requireRange(from, to);
    const rows = await this.#rows<{ body: string | null }>('body', from, to);
    return rows.map(({ body }) => body);
  }

  readTile(level: number, index: number): Promise<Buffer> {
    return this.#readTileIn(this.size, level, index);
  }

  /** One look at a time; who comes while one is under way gets a look that began after he came. */
  async refresh(): Promise<boolean> {
    while (this.#refreshing) await this.#refreshing.catch(() => undefined);
    this.#refreshing = this.#look();
    try {
      return await this.#refreshing;
    } finally {
      this.#refreshing = null;
    }
  }

  follow(onGrowth: (size: number) => void): () => void {
    this.#followers.add(onGrowth);
    this.#unlisten ??= this.#connection.listen(() => {
      this.refresh().catch(() => undefined);
    });
    return () => {
      this.#followers.delete(onGrowth);
      if (this.#followers.size > 0) return;
      this.#unlisten?.();
      this.#unlisten = null;
    };
  }

  append(batch: readonly NewEntry[], options: AppendOptions = {}): Promise<number[]> {
    return attempt(() => {
      this.#requireWritable();
      return this.#queue.push(batch, options);
    });
  }

  async eraseBody(index: number): Promise<void> {
    this.#requireWritable();
    await this.#inTurn(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1, $2)', [lockSpace, this.#id]);
      const { rowCount } = Number.isSafeInteger(index)
        ? await client.query('UPDATE servanda_entry SET body = NULL WHERE log = $1 AND index = $2', [this.#id, index])
        : { rowCount: 0 };
      if (rowCount !== 1) throw new LedgerError('NOT_FOUND', 'index-range', `The log has no entry ${index}.`);
      return null;
    });
  }

  async replaceCheckpoint(note: string): Promise<void> {
    this.#requireWritable();
    await this.#inTurn(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1, $2)', [lockSpace, this.#id]);
      const replacement = parseReplacement(note, (await readHead(client, this.#id)).checkpoint);
      await client.query('UPDATE servanda_log SET checkpoint = $2 WHERE id = $1', [this.#id, note]);
      await client.query('SELECT pg_notify($1, $2)', [channel, `${this.#id} ${this.size}`]);
      this.#edge = null;
      return replacement;
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#queue.inTurn(() => this.#queue.drain());
    this.#closed = true;
    this.#followers.clear();
    this.#unlisten?.();
    await this.#refreshing?.catch(() => undefined);
    await this.#connection.close();
  }

  #requireWritable(): void {
    if (this.#closed)
      throw new LedgerError('STORAGE_FAILED', 'log-closed', `The log ${this.origin} was closed; open it again.`);
    if (this.#readOnly)
      throw new LedgerError('STORAGE_FAILED', 'log-read-only', `The log ${this.origin} was opened for reading only.`);
  }

  #requireRange(from: number, to: number): void {
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < from || to > this.size) {
      throw new LedgerError(
        'INPUT_INVALID',
        'index-range',
        `A log of ${this.size} entries has no range from ${from} to ${to}.`,
      );
    }
  }

  async #rows<Row extends pg.QueryResultRow>(column: 'body' | 'entry', from: number, to: number): Promise<Row[]> {
    const sql = `SELECT ${column} FROM servanda_entry WHERE log = $1 AND index >= $2 AND index < $3 ORDER BY index`;
    const { rows } = await this.#connection.use((client) => client.query<Row>(sql, [this.#id, from, to]));
    if (rows.length === to - from) return rows;
    throw damaged(
      'log-damaged',
      'servanda_entry',
      `Of the entries ${from} to ${to - 1} the database holds ${rows.length}.`,
    );
  }

  #readTileIn(size: number, level: number, index: number): Promise<Buffer> {
    return this.#connection.use((client) => readTileRow(client, this.#id, size, level, index));
  }

  async #look(): Promise<boolean> {
    const before = this.#head.checkpoint;
    const next = await this.#connection.use((client) => readHead(client, this.#id));
    const { size } = next.checkpoint;
    // An append of ours may have been quicker than this look.
    if (size < this.size && this.#head.checkpoint !== before) return false;
    if (size < before.size)
      throw rewritten(this.origin, 'log-shrunk', `it had ${before.size} entries and has ${size} now`);
    const source = { readTile: (level: number, index: number) => this.#readTileIn(size, level, index) };
    if (!(await rootFromTiles(source, before.size)).equals(before.root)) {
      throw rewritten(this.origin, 'log-forked', `its first ${before.size} entries are not what they were`);
    }
    if (size < this.size) return false;
    const grown = size > this.size;
    this.#head = next;
    if (grown) this.#notify();
    return size > before.size;
  }

  #notify(): void {
    for (const follower of this.#followers) follower(this.size);
  }

  async #inTurn(work: (client: pg.PoolClient) => Promise<PublishedCheckpoint | null>): Promise<void> {
    await this.#queue.inTurn(async () => {
      const head = await this.#write(work);
      if (head) this.#head = head;
    });
  }

  async #write<Value>(work: (client: pg.PoolClient) => Promise<Value>): Promise<Value> {
    try {
      const value = await this.#connection.transact(work);
      this.#failure = null;
      return value;
    } catch (error) {
      this.#edge = null;
      if (error instanceof LedgerError && error.code === 'STORAGE_FAILED') this.#failure = error.message;
      throw error;
    }
  }

  /** INVARIANT: whoever holds the advisory lock is the only sequencer; it is freed with the transaction or its death. */
  async #commit(group: readonly Waiting[]): Promise<void> {
    const done = await this.#write(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1, $2)', [lockSpace, this.#id]);
      const head = await readHead(client, this.#id);
      const { entries, checkpoint, acknowledge } = acceptGroup(group, head.checkpoint.size);
      const next = entries.length > 0 ? await this.#insert(client, head, entries, checkpoint) : null;
      return { next, acknowledge };
    });
    if (done.next && done.next.checkpoint.size > this.size) this.#head = done.next;
    done.acknowledge();
    if (done.next) this.#notify();
  }

  async #insert(
    client: pg.ClientBase,
    head: PublishedCheckpoint,
    batch: NewEntry[],
    given: string | undefined,
  ): Promise<PublishedCheckpoint> {
    const edge = this.#edge?.note === head.note ? this.#edge : await PostgresEdge.load(client, this.#id, head);
    // What fails from here on leaves the edge ahead of the database; the next append loads it anew.
    this.#edge = null;
    const next = await edge.insert(client, batch, (made) =>
      nextCheckpoint({ ...made, origin: this.origin }, this.#signer, given),
    );
    this.#edge = edge;
    return next;
  }
}

/** A log whose past is not what it was. */
function rewritten(origin: string, rule: 'log-forked' | 'log-shrunk', what: string): LedgerError {
  return new LedgerError(
    'LOG_FORKED',
    rule,
    `The log ${origin} in the database was rewritten: ${what}. What was read before is kept; compare it with a copy or a mirror.`,
  );
}
