/** Importers: every format by cases in files, hostile files by the one rule that they break, and nothing half-imported. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findImporter,
  importFile,
  importFiles,
  importers,
  importsFolder,
  listImports,
  openDataset,
  openMatcher,
  openPlaces,
  operationsUntil,
  runImport,
  type ImportedItem,
  type ImportOptions,
  type ImportOutcome,
  type RowTree,
} from '../../src/interchange/index.ts';
import { maxRecordSize } from '../../src/interchange/importers/csv-records.ts';
import { CompactTree, hashLeaf, merkleRoot } from '../../src/ledger/index.ts';
import { View } from '../../src/registry/index.ts';
import type { Instance } from '../../src/server/index.ts';
import { sampleApi } from '../server/sample-instance.ts';

const vectors = path.join(import.meta.dirname, '../../vectors/interchange');
const scratch = mkdtempSync(path.join(tmpdir(), 'servanda-import-'));
let instance: Instance;
let view: View;
beforeAll(async () => {
  ({ instance } = await sampleApi());
  view = new View(instance.registry);
});
afterAll(async () => {
  await instance.close();
  rmSync(scratch, { recursive: true, force: true });
});

interface Case {
  about: string;
  importer: string;
  text?: string;
  hex?: string;
  document?: unknown;
  expected: { items: ImportedItem[]; refused?: [number, string][]; notUnderstood: string[]; unmapped?: number };
  error: { rule: string; line?: number };
}

function cases(kind: 'valid' | 'invalid'): [string, Case][] {
  const folder = path.join(vectors, kind);
  return readdirSync(folder).map((name) => [
    name.replace(/\.json$/, ''),
    JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Case,
  ]);
}

function bytesOf({ text, hex, document }: Case): Buffer {
  if (hex !== undefined) return Buffer.from(hex, 'hex');
  return Buffer.from(text ?? JSON.stringify(document), 'utf8');
}

/** Bytes in pieces of a size, so that every border between pieces is tried. */
async function* pieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function read(
  importer: string,
  bytes: Uint8Array,
  size?: number,
): Promise<{ items: ImportedItem[]; report: Awaited<ReturnType<typeof runImport>> }> {
  const items: ImportedItem[] = [];
  const report = await runImport(findImporter(importer), pieces(bytes, size), openPlaces(view), (row) => {
    items.push(...row.items);
  });
  return { items, report };
}

const tree = (): RowTree => {
  const compact = new CompactTree();
  return {
    append: (line) => {
      compact.append(hashLeaf(line));
    },
    root: () => compact.root().toString('base64'),
  };
};

let folders = 0;
function freshFolder(): string {
  folders += 1;
  return path.join(scratch, String(folders));
}

function importBytes(
  importer: string,
  bytes: Uint8Array,
  dataFolder: string | null,
  more: Partial<ImportOptions> = {},
): Promise<ImportOutcome> {
  return importFile(findImporter(importer), pieces(bytes, 64 * 1024), {
    view,
    tree,
    dataFolder,
    publisher: 'Example publisher',
    licence: 'CC0-1.0',
    ...more,
  });
}

describe('valid files', () => {
  it.each(cases('valid'))('%s', async (_, one) => {
    const { items, report } = await read(one.importer, bytesOf(one));
    expect(items).toEqual(one.expected.items);
    expect(report.refused.map(({ row, column }) => [row, column])).toEqual(one.expected.refused ?? []);
    expect(report.notUnderstood.map(({ column, value }) => `${column}: ${value}`)).toEqual(one.expected.notUnderstood);
    expect(report.rows.read).toBe(report.rows.imported + report.rows.refused);
    if (one.expected.unmapped !== undefined) expect(report.unmapped).toHaveLength(one.expected.unmapped);
  });

  it('there is one for every importer of somebody else', () => {
    const tried = new Set(cases('valid').map(([, { importer }]) => importer));
    expect(importers.map(({ id }) => id).filter((id) => !tried.has(id) && !id.startsWith('servanda-'))).toEqual([]);
  });

  it('every column goes somewhere, or says why it does not', () => {
    for (const { id, columns } of importers) {
      expect(new Set(columns.map(({ name }) => name)).size, id).toBe(columns.length);
      expect(
        columns.filter(({ to, reason }) => (to === null) === (reason === undefined)),
        id,
      ).toEqual([]);
    }
  });
});

describe('invalid files', () => {
  it.each(cases('invalid'))('%s is refused by its rule, and nothing is left behind', async (_, one) => {
    const folder = freshFolder();
    await expect(importBytes(one.importer, bytesOf(one), folder)).rejects.toMatchObject({
      name: 'ServandaError',
      details: { rule: one.error.rule },
      ...(one.error.line === undefined ? {} : { place: { line: one.error.line } }),
    });
    expect(existsSync(importsFolder(folder)) ? readdirSync(importsFolder(folder)) : []).toEqual([]);
  });

  it('a cell of 10 MB is refused before it is held whole', async () => {
    const head = Buffer.from('id,title,started_on\n');
    const bytes = Buffer.concat([
      head,
      Buffer.from('a,"'),
      Buffer.alloc(10 * 1024 * 1024, 'x'),
      Buffer.from('",2024\n'),
    ]);
    expect(bytes.length).toBeGreaterThan(maxRecordSize);
    const folder = freshFolder();
    await expect(importBytes('template', bytes, folder)).rejects.toMatchObject({
      code: 'INPUT_TOO_LARGE',
      details: { rule: 'record-size' },
    });
    expect(readdirSync(importsFolder(folder))).toEqual([]);
  });

  it('a file cut at any byte is read to its last whole record, or refused by name', async () => {
    const [, one] = cases('valid').find(([name]) => name === 'eurepoc-1.1-three-rows') ?? [];
    if (!one) throw new Error('no case');
    const bytes = bytesOf(one);
    const whole = await read('eurepoc', bytes, 4096);
    const cuts = fc.integer({ min: 1, max: bytes.length - 1 });
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        try {
          const { items } = await read('eurepoc', bytes.subarray(0, at), 4096);
          expect(whole.items.slice(0, items.length)).toEqual(items);
        } catch (error) {
          expect(error).toMatchObject({ name: 'ServandaError' });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('random bytes never do more than throw a named error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom(...importers.map(({ id }) => id)),
        async (bytes, id) => {
          try {
            await read(id, bytes, 50);
          } catch (error) {
            expect(error).toMatchObject({ name: 'ServandaError' });
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('an import on disk', () => {
  const text =
    'id,title,started_on,responsible,victims\na,NotPetya,2017-06-27,RUS,UKR\nb,Unheard of,2018,,\nc,At home,2019,CHN,CHN\n';

  it('keeps rows, their root, the hash of the file, publisher and licence', async () => {
    const folder = freshFolder();
    const { manifest, outcome } = await importBytes('template', Buffer.from(text), folder);
    expect(outcome).toBe('imported');
    expect(manifest).toMatchObject({
      publisher: 'Example publisher',
      licence: 'CC0-1.0',
      rows: 3,
      refused: 0,
      file: { bytes: text.length },
    });
    const lines = readFileSync(path.join(importsFolder(folder), manifest.id, importFiles.rows), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(3);
    const leaves = Buffer.concat(lines.map((line) => hashLeaf(Buffer.from(line))));
    expect(manifest.root).toBe(merkleRoot(leaves).toString('base64'));
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      row: 2,
      source: { title: 'NotPetya', started_on: '2017-06-27' },
    });
    expect(listImports(folder)).toEqual([manifest]);
  });

  it('changes nothing when it is made twice, whatever is said of it then', async () => {
    const folder = freshFolder();
    const first = await importBytes('template', Buffer.from(text), folder);
    const again = await importBytes('template', Buffer.from(text), folder, { licence: 'another' });
    expect(again.outcome).toBe('unchanged');
    expect(again.manifest).toEqual(first.manifest);
    expect(readdirSync(importsFolder(folder))).toEqual([first.manifest.id]);
  });

  it('writes nothing in a dry run, and reports the same', async () => {
    const folder = freshFolder();
    const dry = await importBytes('template', Buffer.from(text), null);
    expect(dry.outcome).toBe('dry-run');
    expect(existsSync(folder)).toBe(false);
    const real = await importBytes('template', Buffer.from(text), folder);
    expect(dry.report).toEqual(real.report);
    expect(dry.manifest).toEqual(real.manifest);
  });

  it('asks whose data it is where the format does not say', async () => {
    const options = { view, tree, dataFolder: freshFolder() };
    await expect(importFile(findImporter('template'), pieces(Buffer.from(text)), options)).rejects.toMatchObject({
      details: { rule: 'licence' },
    });
  });

  it('proposes incidents of the record, and merges none', async () => {
    const folder = freshFolder();
    const { manifest, matches } = await importBytes('template', Buffer.from(text), folder);
    expect(matches).toEqual({ operations: 3, withProposal: 1 });
    const [line = ''] = readFileSync(path.join(importsFolder(folder), manifest.id, importFiles.matches), 'utf8').split(
      '\n',
    );
    const match = JSON.parse(line) as { id: string; proposals: { incident: string; reasons: string[] }[] };
    expect(match).toMatchObject({ id: 'a', proposals: [{ incident: 'notpetya-2017' }] });
    expect(match.proposals[0]?.reasons.join(' ')).toMatch(/times overlap.*UKR/);
  });

  it('is a data set: conduct at home kept apart, an operation without a state unknown, none after the day', async () => {
    const folder = freshFolder();
    const { manifest } = await importBytes('template', Buffer.from(text), folder);
    const dataset = openDataset(folder, manifest.id);
    const { operations, counts } = operationsUntil(dataset, '2020-01-01');
    expect(counts).toMatchObject({ operations: 2, withNamedState: 1, withoutNamedState: 1, domesticOnly: 1 });
    expect(operations).toEqual([
      { id: 'a', weight: 1, credences: { RUS: 1 } },
      { id: 'b', weight: 1, credences: {} },
    ]);
    expect(operationsUntil(dataset, '2018-06-30').counts).toMatchObject({ operations: 1, possiblyInWindow: 1 });
    // By the name of its importer, while it is the only one.
    expect(openDataset(folder, 'template').manifest).toEqual(manifest);
  });

  it('leaves nothing behind when the reader of the file fails in the middle', async () => {
    const folder = freshFolder();
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from(text));
      throw new Error('the disk went away');
    };
    const options = { view, tree, dataFolder: folder, publisher: 'x', licence: 'x' };
    await expect(importFile(findImporter('template'), failing(), options)).rejects.toThrow('the disk went away');
    expect(readdirSync(importsFolder(folder))).toEqual([]);
  });

  it('is not made of a folder that somebody else left half', () => {
    const folder = freshFolder();
    writeFileSync(path.join(scratch, 'x'), '');
    expect(listImports(folder)).toEqual([]);
  });
});

describe('matching', () => {
  it('says nothing of an operation that shares no telling word', () => {
    const { propose } = openMatcher(view);
    const base = {
      kind: 'operation' as const,
      id: 'x',
      aliases: [],
      startedOn: '2017',
      endedOn: null,
      disclosedOn: null,
      victims: [],
      sectors: [],
      effects: [],
      purposes: [],
      actorNames: [],
      responsible: {},
      nonStateOnly: false,
      sources: [],
    };
    expect(propose({ ...base, title: 'Quixotic zebra' })).toEqual([]);
    expect(propose({ ...base, title: 'WannaCry' })[0]?.incident).toMatch(/wannacry/);
  });
});
