/** Following a foreign log: growth is accepted; a fork, a shrunken log, a bad signature are named, with evidence. */
import { describe, expect, it } from 'vitest';
import {
  checkForkEvidence,
  checkSuccession,
  hashLeaves,
  LedgerError,
  makeSigningKey,
  merkleRoot,
  signCheckpoint,
  type Followed,
  type SigningKey,
  type Succession,
  type TileSource,
} from '#ledger';
import { leafEntry } from './samples.ts';

const origin = 'log.example/followed';
const key = makeSigningKey(origin, Buffer.alloc(32, 1));
const stranger = makeSigningKey(origin, Buffer.alloc(32, 2));

/** A log whose entries from `forkAt` on are others. */
class Served {
  readonly leaves: Buffer;
  readonly checkpoint: string;
  readonly size: number;

  constructor(size: number, forkAt = size, signer: SigningKey = key) {
    this.size = size;
    this.leaves = hashLeaves(
      Array.from({ length: size }, (_, index) => leafEntry(index < forkAt ? index : index + 1_000_000)),
    );
    this.checkpoint = signCheckpoint({ origin, size, root: merkleRoot(this.leaves) }, [signer]);
  }

  get tiles(): TileSource {
    return {
      readTile: (level, index) => {
        let hashes = this.leaves;
        for (let step = 0; step < level; step += 1) {
          const below = hashes;
          const roots = Array.from({ length: Math.floor(below.length / 8192) }, (_, at) =>
            merkleRoot(below.subarray(at * 8192, (at + 1) * 8192)),
          );
          hashes = Buffer.concat(roots);
        }
        return Promise.resolve(hashes.subarray(index * 8192, (index + 1) * 8192));
      },
    };
  }
}

function look(known: Served | null, next: Served, more: Partial<Followed> = {}): Promise<Succession> {
  return checkSuccession(
    { origin, keys: [key.key], known: known?.checkpoint ?? null, ...more },
    next.checkpoint,
    next.tiles,
  );
}

describe('a followed log', () => {
  it.each([
    [null, 0],
    [null, 300],
    [0, 5],
    [1, 2],
    [200, 256],
    [256, 257],
    [300, 700],
  ])('may grow from %s to %i', async (before, after) => {
    const verdict = await look(before === null ? null : new Served(before), new Served(after));
    expect(verdict).toMatchObject({ verdict: 'grown', checkpoint: { size: after } });
  });

  it('may stay as it is', async () => {
    expect((await look(new Served(300), new Served(300))).verdict).toBe('same');
  });

  it.each([
    [300, 700, 299],
    [300, 700, 0],
    [256, 700, 255],
    [5, 5, 4],
    [1, 2, 0],
  ])(
    'that signed %i entries and then %i with another past has forked, and anybody can check it',
    async (before, after, forkAt) => {
      const verdict = await look(new Served(before), new Served(after, forkAt));
      if (verdict.verdict !== 'forked') throw new Error(`The verdict is ${verdict.verdict}.`);
      expect(checkForkEvidence(verdict.evidence, [key.key])).toBe(true);
      expect(checkForkEvidence(verdict.evidence, [stranger.key])).toBe(false);
      expect(checkForkEvidence({ ...verdict.evidence, before: new Served(before, forkAt).checkpoint }, [key.key])).toBe(
        false,
      );
      expect(verdict.evidence).toMatchObject({
        before: new Served(before).checkpoint,
        after: new Served(after, forkAt).checkpoint,
      });
    },
  );

  it('that shows an earlier state has shrunk; with another past it has forked', async () => {
    const known = new Served(700);
    expect(await look(known, new Served(300))).toMatchObject({
      verdict: 'shrunk',
      checkpoint: new Served(300).checkpoint,
    });
    expect((await look(known, new Served(300), { knownTiles: known.tiles })).verdict).toBe('shrunk');
    const forked = await look(known, new Served(300, 10), { knownTiles: known.tiles });
    if (forked.verdict !== 'forked') throw new Error(`The verdict is ${forked.verdict}.`);
    expect(checkForkEvidence(forked.evidence, [key.key])).toBe(true);
  });

  it('is not believed without its signature, under another name, or with nonsense', async () => {
    const known = new Served(3);
    const rule = async (next: string): Promise<string> => {
      const verdict = await checkSuccession({ origin, keys: [key.key], known: known.checkpoint }, next, known.tiles);
      return verdict.verdict === 'not-signed' ? verdict.error.rule : verdict.verdict;
    };
    expect(await rule(new Served(5, 5, stranger).checkpoint)).toBe('signature-unknown');
    expect(await rule(new Served(5).checkpoint.replace('\n5\n', '\n6\n'))).toBe('signature-wrong');
    expect(await rule(known.checkpoint.replace(origin, 'log.example/other'))).toBe('checkpoint-origin');
    expect(await rule('nonsense')).toBe('checkpoint-lines');
  });

  it('whose tiles do not belong to its checkpoint is not taken for a fork', async () => {
    const next = new Served(700);
    const verdict = await checkSuccession(
      { origin, keys: [key.key], known: new Served(300).checkpoint },
      next.checkpoint,
      new Served(700, 5).tiles,
    );
    expect(verdict.verdict).toBe('tiles-wrong');
    const broken: TileSource = { readTile: () => Promise.resolve(Buffer.alloc(7)) };
    expect((await checkSuccession({ origin, keys: [key.key], known: null }, next.checkpoint, broken)).verdict).toBe(
      'tiles-wrong',
    );
  });

  it('whose tiles cannot be fetched is not judged', async () => {
    const away: TileSource = {
      readTile: () =>
        Promise.reject(new LedgerError('STORAGE_FAILED', 'storage-failed', 'The connection was refused.')),
    };
    await expect(
      checkSuccession({ origin, keys: [key.key], known: null }, new Served(5).checkpoint, away),
    ).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
  });
});
