/** The right edge of a tree in PostgreSQL, and the rows that an append writes. */
import type pg from 'pg';
import { hashLeaves, hashSize, LedgerError, parseCheckpoint, tileWidthIn, type Hash, type NewEntry } from '#ledger';
import { damaged, messageOf } from './log-files.ts';
import type { PublishedCheckpoint } from './next-checkpoint.ts';
import { channel } from './postgres-schema.ts';
import { listEdges, TiledTree, type TileContent } from './tiled-tree.ts';

/** The checkpoint of a log as the database holds it. */
export async function readHead(client: pg.ClientBase, id: number): Promise<PublishedCheckpoint> {
  const { rows } = await client.query<{ size: string; checkpoint: string }>(
    'SELECT size, checkpoint FROM servanda_log WHERE id = $1',
    [id],
  );
  const row = rows[0];
  if (!row) throw damaged('log-missing', 'servanda_log', 'The log is gone from the database.');
  try {
    const checkpoint = parseCheckpoint(row.checkpoint);
    if (checkpoint.size === Number(row.size)) return { checkpoint, note: row.checkpoint };
  } catch (cause) {
    throw damaged('log-damaged', 'servanda_log', `The checkpoint cannot be read: ${messageOf(cause)}`, cause);
  }
  throw damaged('log-damaged', 'servanda_log', `The checkpoint is not of the size ${row.size} that stands beside it.`);
}

/** One tile as a log of that size has it; throws NOT_FOUND beyond it. */
export async function readTileRow(
  client: pg.ClientBase,
  id: number,
  size: number,
  level: number,
  index: number,
): Promise<Buffer> {
  const width = Number.isSafeInteger(index) && index >= 0 ? tileWidthIn(size, level, index) : 0;
  if (width === 0) {
    throw new LedgerError(
      'NOT_FOUND',
      'tile-missing',
      `A log of ${size} entries has no tile ${index} at level ${level}.`,
    );
  }
  const sql = 'SELECT hashes FROM servanda_tile WHERE log = $1 AND level = $2 AND index = $3';
  const { rows } = await client.query<{ hashes: Buffer }>(sql, [id, level, index]);
  const hashes = rows[0]?.hashes;
  if (!hashes || hashes.length < width * hashSize) {
    throw damaged('tile-missing', 'servanda_tile', `Tile ${index} of level ${level} is missing or cut off.`);
  }
  return hashes.subarray(0, width * hashSize);
}

/** The last partial tiles of a log, kept between appends while no other process wrote. */
export class PostgresEdge {
  readonly #id: number;
  readonly #tree: TiledTree;
  #full: TileContent[] = [];
  /** The checkpoint that this edge belongs to. */
  note: string;

  private constructor(id: number, size: number, edges: readonly TileContent[], note: string) {
    this.#id = id;
    this.note = note;
    this.#tree = new TiledTree(size, edges, (tile) => {
      this.#full.push(tile);
    });
  }

  /** Reads the partial tiles and makes sure that they lead to the checkpoint's root. */
  static async load(
    client: pg.ClientBase,
    id: number,
    { checkpoint, note }: PublishedCheckpoint,
  ): Promise<PostgresEdge> {
    const edges: TileContent[] = [];
    for (const { level, index, width } of listEdges(checkpoint.size)) {
      const hashes = width > 0 ? await readTileRow(client, id, checkpoint.size, level, index) : Buffer.alloc(0);
      edges.push({ level, index, hashes });
    }
    const edge = new PostgresEdge(id, checkpoint.size, edges, note);
    if (edge.#tree.root().equals(checkpoint.root)) return edge;
    throw damaged('log-damaged', 'servanda_tile', 'The last tiles do not lead to the root that the checkpoint names.');
  }

  /** Writes a batch, the tiles it changes and the checkpoint, within the caller's transaction. */
  async insert(
    client: pg.ClientBase,
    batch: readonly NewEntry[],
    publish: (head: { size: number; root: Hash }) => PublishedCheckpoint,
  ): Promise<PublishedCheckpoint> {
    const before = this.#tree.size;
    const leafHashes = hashLeaves(batch.map(({ entry }) => entry));
    this.#full = [];
    this.#tree.appendAll(leafHashes);
    const next = publish({ size: this.#tree.size, root: this.#tree.root() });
    await client.query(
      `INSERT INTO servanda_entry (log, index, entry, body)
       SELECT $1, $2::bigint + row.number - 1, row.entry, row.body
       FROM unnest($3::bytea[], $4::text[]) WITH ORDINALITY AS row (entry, body, number)`,
      [this.#id, before, batch.map(({ entry }) => Buffer.from(entry)), batch.map(({ body }) => body)],
    );
    await this.#writeTiles(client);
    const { rowCount } = await client.query(
      'UPDATE servanda_log SET size = $3, checkpoint = $4 WHERE id = $1 AND size = $2',
      [this.#id, before, next.checkpoint.size, next.note],
    );
    if (rowCount !== 1)
      throw damaged('log-damaged', 'servanda_log', `The log moved from ${before} although this process held the lock.`);
    await client.query('SELECT pg_notify($1, $2)', [channel, `${this.#id} ${next.checkpoint.size}`]);
    this.note = next.note;
    return next;
  }

  async #writeTiles(client: pg.ClientBase): Promise<void> {
    const tiles = [...this.#full, ...this.#tree.partials()];
    await client.query(
      `INSERT INTO servanda_tile (log, level, index, hashes)
       SELECT $1, row.level, row.index, row.hashes
       FROM unnest($2::smallint[], $3::bigint[], $4::bytea[]) AS row (level, index, hashes)
       ON CONFLICT (log, level, index) DO UPDATE SET hashes = excluded.hashes`,
      [this.#id, tiles.map(({ level }) => level), tiles.map(({ index }) => index), tiles.map(({ hashes }) => hashes)],
    );
  }
}
