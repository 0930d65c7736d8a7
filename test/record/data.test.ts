/** The shipped record: it breaks no rule, its numbers are those of the sources, and its log agrees with its files. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readDataFiles } from '../../src/cli/data-files.ts';
import { checkRecordFiles, planRecord, reportOnRecord, separateDepartures, type CheckedRecord } from '../../src/intake/index.ts';
import type { RecordStatement } from '../../src/model/index.ts';
import { View, bondsOn, foldLogs, readStatements, type Registry } from '../../src/registry/index.ts';
import { openFileLog } from '../../src/storage/index.ts';
import { commitmentStandard } from '../../src/findings/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const files = readDataFiles(path.join(root, 'data'));
let checked: CheckedRecord;
let registry: Registry;
let view: View;

beforeAll(async () => {
  checked = checkRecordFiles(files);
  const log = await openFileLog(path.join(root, 'record'), { readOnly: true });
  const [entries, bodies] = [await log.readEntries(0, log.size), await log.readBodies(0, log.size)];
  const state = { origin: log.origin, size: log.size, root: log.root.toString('base64') };
  registry = foldLogs([{ state, statements: readStatements(log.origin, entries, bodies) }]);
  await log.close();
  view = new View(registry);
}, 120_000);

const bodies = (): RecordStatement[] => checked.record.statements.map(({ body }) => body);
const plan = (of: readonly RecordStatement[]) => planRecord(registry, of, separateDepartures(files).departures);

describe('data/', () => {
  it('breaks no rule of the checker', () => {
    expect(checked.faults.map(({ message }) => message)).toEqual([]);
  });

  it('holds what the record promises, with sources', () => {
    const { record } = checked;
    const { incidents } = reportOnRecord(record);
    expect(record.all('agreement').length).toBeGreaterThanOrEqual(47);
    expect(record.all('provision')).toHaveLength(103);
    expect(record.all('party').filter(({ body }) => body.unMember)).toHaveLength(193);
    expect(incidents.records).toBeGreaterThanOrEqual(275);
    expect(incidents.withSource).toBe(incidents.records);
    expect(incidents.withSeenSource / incidents.records).toBeGreaterThanOrEqual(0.9);
    expect(incidents.statesNamed).toBeGreaterThanOrEqual(20);
    expect(record.all('position')).toHaveLength(62);
    expect(record.all('published-report')).toHaveLength(56);
    expect(record.all('definition-set').map(({ body }) => body.id).sort()).toEqual(
      ['broadest', 'china', 'eu', 'narrowest', 'sco', 'un-2021', 'us'],
    );
  });

  // Totals as published with the votes in the General Assembly's voting data (dgrtwo/unvotes, Voeten).
  it.each([
    ['a-res-73-27', 119, 46, 14],
    ['a-res-73-266', 138, 12, 16],
  ] as const)('recomputes the roll of %s', (id, yes, no, abstain) => {
    const roll = checked.record.find('vote', id)?.body.roll;
    expect([roll?.yes?.length, roll?.no?.length, roll?.abstain?.length]).toEqual([yes, no, abstain]);
    expect(yes + no + abstain + (roll?.didNotVote?.length ?? 0)).toBe(193);
    expect(Object.values(roll ?? {}).flat()).toContain('NAM');
  });
});

describe('record/', () => {
  it('agrees with data/: nothing would be appended', () => {
    expect(plan(bodies())).toMatchObject({ statements: [], added: 0, changed: 0, withdrawn: 0 });
  });

  it('would take exactly the one statement that an edit changes', () => {
    const edited = bodies().map((body) => (body.kind === 'incident' && body.id === 'notpetya-2017' ? { ...body, title: 'NotPetya, edited' } : body));
    const { statements, changed } = plan(edited);
    expect(changed).toBe(1);
    expect(statements).toMatchObject([{ kind: 'incident', id: 'notpetya-2017', title: 'NotPetya, edited' }]);
    expect(statements[0]).toHaveProperty('supersedes');
  });

  it('counts 81 states among the supporters of the Paris Call on 2022-02-01', () => {
    const bonds = bondsOn(view, 'paris-call-2018', '2022-02-01', commitmentStandard('endorsed-only').bases);
    const states = [...bonds.values()].filter(({ party, inForce }) => inForce === 'true' && view.find('party', party)?.body.partyKind === 'state-or-territory');
    expect(states).toHaveLength(81);
  });
});
