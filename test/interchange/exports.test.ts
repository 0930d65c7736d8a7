/** Every export of the shipped record: equal counts, equal bytes, nothing lost but what the loss report names. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  columnsOf,
  escapeCell,
  exportedColumns,
  exporters,
  findExporter,
  findImporter,
  isFormula,
  lossReport,
  openPlaces,
  runImport,
  select,
  unescapeCell,
  valueOf,
  type ExportedFile,
  type ImportedItem,
  type Selection,
} from '../../src/interchange/index.ts';
import { computeProjectNamespace, projectNamespace, uuid5 } from '../../src/interchange/exporters/uuid.ts';
import { standardFields } from '../../src/interchange/exporters/stix/index.ts';
import { recordKinds, statementId, type Incident, type RecordKind } from '../../src/model/index.ts';
import { View } from '../../src/registry/index.ts';
import type { Instance } from '../../src/server/index.ts';
import { incident, viewOf } from '../samples.ts';
import { sampleApi } from '../server/sample-instance.ts';

let instance: Instance;
let view: View;
beforeAll(async () => {
  ({ instance } = await sampleApi());
  view = new View(instance.registry);
});
afterAll(() => instance.close());

const decoder = new TextDecoder();

function fileOf(format: string, selection: Selection, ending: string): ExportedFile {
  const file = findExporter(format)
    .files(selection)
    .find((one) => one.path.endsWith(ending));
  if (!file) throw new Error(`${format} wrote no ${ending}`);
  return file;
}

async function readBack(format: string, file: ExportedFile): Promise<ImportedItem[]> {
  const items: ImportedItem[] = [];
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(file.bytes);
  };
  const report = await runImport(findImporter(format), chunks(), openPlaces(view), (row) => {
    items.push(...row.items);
  });
  expect(report.refused).toEqual([]);
  return items;
}

/** Statement ids of what was read back, in order of id. */
function idsOf(items: readonly ImportedItem[]): string[] {
  return items.map((item) => (item.kind === 'statement' ? item.statement : `no statement: ${item.kind}`)).sort();
}

function selectedIds(selection: Selection): string[] {
  return [...selection.records.values()].flatMap((list) => list.map(({ statement }) => statement)).sort();
}

describe('every format', () => {
  it.each(exporters.map(({ id }) => id))(
    '%s selects the same statements as all others, and says what is lost',
    (id) => {
      const selection = select(view, ['incident', 'attribution', 'source']);
      const report = lossReport(findExporter(id), selection);
      expect(report.selected).toEqual({
        source: view.versions('source').length,
        incident: view.versions('incident').length,
        attribution: view.versions('attribution').length,
      });
      expect(report.total).toBe(Object.values(report.selected).reduce((sum, count) => sum + count, 0));
      expect(report.carried).toBeLessThanOrEqual(report.total);
      for (const { count, reason } of report.losses) {
        expect(count).toBeGreaterThan(0);
        expect(reason).not.toBe('');
      }
    },
  );

  it.each(exporters.map(({ id }) => id))('%s gives the same bytes twice', (id) => {
    const hash = (): string[] =>
      findExporter(id)
        .files(select(view))
        .map(({ path: name, bytes }) => `${name} ${Buffer.from(bytes).toString('base64')}`);
    expect(hash()).toEqual(hash());
  });

  it('is found by its name, and a near name is proposed', () => {
    expect(() => findExporter('stxi')).toThrow(/did you mean stix/);
  });
});

describe('round trips of the own formats', () => {
  it('JSON Lines give every statement of every kind back', async () => {
    const selection = select(view);
    expect(idsOf(await readBack('servanda-jsonl', fileOf('jsonl', selection, '.jsonl')))).toEqual(
      selectedIds(selection),
    );
  });

  it.each(recordKinds)('CSV gives every %s back', async (kind) => {
    const selection = select(view, [kind]);
    if (selectedIds(selection).length === 0) return;
    expect(idsOf(await readBack('servanda-csv', fileOf('csv', selection, `${kind}.csv`)))).toEqual(
      selectedIds(selection),
    );
  });

  it('Parquet gives every statement back, by its id', async () => {
    for (const kind of recordKinds) {
      const selection = select(view, [kind]);
      const { bytes } = fileOf('parquet', selection, `${kind}.parquet`);
      const rows = await parquetReadObjects({ file: bytes.buffer });
      const ids = rows.map((row) => {
        const body = Object.fromEntries(
          columnsOf(kind).flatMap((column) => {
            const cell: unknown = row[column.name];
            const text = typeof cell === 'string' ? cell : cell == null ? null : JSON.stringify(cell);
            const value = valueOf(text, column);
            return value === undefined ? [] : [[column.name, value]];
          }),
        );
        return statementId(body);
      });
      expect(ids.sort()).toEqual(selectedIds(selection));
    }
  });

  it('STIX and MISP give every statement back that they carry', async () => {
    const selection = select(view);
    const carried = (kinds: readonly RecordKind[]): string[] => selectedIds(select(view, kinds));
    expect(idsOf(await readBack('stix', fileOf('stix', selection, '.json')))).toEqual(
      carried(['party', 'incident', 'attribution', 'response', 'norm-invocation']),
    );
    expect(idsOf(await readBack('misp-event', fileOf('misp-event', selection, '.json')))).toEqual(
      carried(['incident', 'attribution', 'response', 'norm-invocation']),
    );
    for (const format of ['stix', 'misp-event']) {
      const { carried: count } = lossReport(findExporter(format), selection);
      const ending = findExporter(format).files(selection).at(0);
      expect(ending && (await readBack(format, ending)).length).toBe(count);
    }
  });
});

describe('tables', () => {
  it.each(recordKinds)('%s: no two columns of one name, and none both null and absent', (kind) => {
    const columns = exportedColumns(kind);
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    expect(columns.filter(({ nullable, optional }) => nullable && optional)).toEqual([]);
  });
});

describe('CSV', () => {
  it('holds no cell that a spreadsheet would run, numbers apart', () => {
    for (const { path: name, bytes } of findExporter('csv').files(select(view))) {
      if (!name.endsWith('.csv')) continue;
      const rows = parse(decoder.decode(bytes));
      expect(rows.flat().filter((cell) => isFormula(cell) && !/^-?\d/.test(cell))).toEqual([]);
    }
  });

  it('neutralises hostile text and gives it back', async () => {
    const hostile = ['=cmd|"/c calc"!A1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', "'quoted", '"', 'a\nb', 'é,;'];
    const small = viewOf(hostile.map((title, at) => incident(`hostile-${at}`, '2020', ['FRA'], { title })));
    const file = fileOf('csv', select(small, ['incident']), 'incident.csv');
    const rows = parse(decoder.decode(file.bytes));
    expect(
      rows
        .slice(1)
        .map((row) => row[2])
        .filter((cell) => isFormula(cell ?? '')),
    ).toEqual([]);
    const back = (await readBack('servanda-csv', file)).map((item) =>
      item.kind === 'statement' ? (item.body as Incident).title : '',
    );
    expect(back.sort()).toEqual([...hostile].sort());
  });

  it('escapes any text reversibly, so that no cell begins a formula', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cell = escapeCell(text);
        expect(isFormula(cell)).toBe(false);
        expect(unescapeCell(cell)).toBe(text);
      }),
    );
    expect(escapeCell(null)).toBe('');
    expect(unescapeCell('')).toBeNull();
  });
});

describe('ids', () => {
  it('are UUIDs of version 5: the example of RFC 9562, appendix A.4', () => {
    expect(uuid5('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('stand in a namespace that follows from the name of the project', () => {
    expect(projectNamespace).toBe(computeProjectNamespace());
  });
});

describe('STIX 2.1', () => {
  const folder = path.join(import.meta.dirname, '../../vectors/interchange/stix-2.1-schemas');
  const ajv = new Ajv2020({ strict: false, unicodeRegExp: false, formats: { uri: true } });
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.json'))
      ajv.addSchema(JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as AnySchemaObject);
  }
  const schemaOf = (place: string): ReturnType<typeof ajv.getSchema> =>
    ajv.getSchema(`http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/${place}.json`);
  const places: Record<string, string> = {
    identity: 'sdos/identity',
    incident: 'sdos/incident',
    'intrusion-set': 'sdos/intrusion-set',
    note: 'sdos/note',
    opinion: 'sdos/opinion',
    relationship: 'sros/relationship',
    'extension-definition': 'common/extension-definition',
  };

  interface Bundle {
    id: string;
    objects: (Record<string, unknown> & { type: string; id: string })[];
  }

  function bundle(): Bundle {
    return JSON.parse(decoder.decode(fileOf('stix', select(view), '.json').bytes)) as Bundle;
  }

  it('validates against the published schemas, object by object', () => {
    const faults = bundle().objects.flatMap((object) => {
      const check = schemaOf(places[object.type] ?? '');
      if (!check) return [`${object.id}: no schema`];
      return check(object) ? [] : [`${object.id}: ${JSON.stringify(check.errors)}`];
    });
    expect(faults.slice(0, 5)).toEqual([]);
  });

  it('would not validate without a name, a time, or with a word that is no opinion', () => {
    const { objects } = bundle();
    const one = (type: string): Record<string, unknown> => ({ ...objects.find((object) => object.type === type) });
    const check = (type: string, object: unknown): boolean => schemaOf(places[type] ?? '')?.(object) === true;
    expect(check('incident', one('incident'))).toBe(true);
    expect(check('incident', { ...one('incident'), name: undefined })).toBe(false);
    expect(check('opinion', { ...one('opinion'), opinion: 'denies' })).toBe(false);
    expect(check('relationship', { ...one('relationship'), created: '2026-11-24' })).toBe(false);
  });

  it('has no two objects of one id, and no reference to an object that is not there', () => {
    const { objects } = bundle();
    const ids = new Set(objects.map(({ id }) => id));
    expect(ids.size).toBe(objects.length);
    const references = objects.flatMap((object) => [
      object['source_ref'],
      object['target_ref'],
      object['created_by_ref'],
      ...((object['object_refs'] as string[] | undefined) ?? []),
    ]);
    expect(references.filter((id) => typeof id === 'string' && !ids.has(id))).toEqual([]);
  });

  it('tells other tools what the loss report does not name: read without the extension', async () => {
    const plain = bundle();
    for (const object of plain.objects) delete object['extensions'];
    plain.objects = plain.objects.filter(({ type }) => type !== 'extension-definition');
    const items = await readBack('stix', {
      path: 'x',
      mediaType: '',
      bytes: new TextEncoder().encode(JSON.stringify(plain)),
    });
    const operations = items.flatMap((item) => (item.kind === 'operation' ? [item] : []));
    expect(standardFields['incident']).toEqual(expect.arrayContaining(['title', 'effects', 'purposes', 'actorNames']));
    const told = new Map(operations.map((operation) => [operation.title, operation]));
    for (const body of view.all('incident')) {
      const operation = told.get(body.title);
      expect(operation, body.id).toBeDefined();
      expect(operation?.effects).toEqual(body.effects);
      expect(operation?.purposes).toEqual(body.purposes);
      expect([...(operation?.actorNames ?? [])].sort()).toEqual([...new Set(body.actorNames)].sort());
      const named = view
        .by('attribution', 'incident', body.id)
        .flatMap(({ stance, responsible }) =>
          stance === 'attributes' && typeof responsible !== 'string' ? responsible : [],
        );
      expect(Object.keys(operation?.responsible ?? {}).sort()).toEqual([...new Set(named)].sort());
    }
    expect(operations).toHaveLength(view.all('incident').length);
  });
});
