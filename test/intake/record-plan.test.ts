/** What a change of data/ appends to the record log: exactly what changed. */
import { describe, expect, it } from 'vitest';
import { compileRecord, planRecord, separateDepartures } from '../../src/intake/index.ts';
import { ServandaError, type RecordStatement, type Statement } from '../../src/model/index.ts';
import { compiled, registryOf } from '../samples.ts';

const file = (name: string): string => `parties:
- {id: AAA, partyKind: state-or-territory, name: ${name}, unMember: true}
- {id: BBB, partyKind: state-or-territory, name: Beta, unMember: true}
`;
const before = compiled('parties/states.yaml', file('Alpha'));

function plan(
  recorded: readonly (readonly [string, readonly Statement[]])[],
  now: readonly RecordStatement[],
  reason?: string,
) {
  const departures = reason === undefined ? [] : [{ kind: 'party', id: 'BBB', to: null, reason }];
  return planRecord(registryOf(recorded), now, departures);
}

describe('plan of the record log', () => {
  it('appends everything to an empty log and nothing to one that agrees', () => {
    expect(plan([], before).added).toBe(2);
    expect(plan([['2026-01-01', before]], before)).toMatchObject({ statements: [], unchanged: 2 });
  });

  it('appends the one statement that changed, superseding the one before', () => {
    const after = compiled('parties/states.yaml', file('Alfa'));
    const changed = plan([['2026-01-01', before]], after);
    expect(changed).toMatchObject({ added: 0, changed: 1, unchanged: 1 });
    expect(changed.statements[0]).toMatchObject({ id: 'AAA', name: 'Alfa' });
    const again = plan(
      [
        ['2026-01-01', before],
        ['2026-02-01', changed.statements],
      ],
      after,
    );
    expect(again.statements).toEqual([]);
  });

  it('refuses a silent removal, and withdraws with a reason', () => {
    const rest = before.slice(0, 1);
    expect(() => plan([['2026-01-01', before]], rest)).toThrow(/departures\.yaml/);
    const withdrawn = plan([['2026-01-01', before]], rest, 'recorded by mistake');
    expect(withdrawn.statements).toMatchObject([
      { kind: 'withdrawal', of: { kind: 'party', id: 'BBB' }, reason: 'recorded by mistake' },
    ]);
    const back = plan(
      [
        ['2026-01-01', before],
        ['2026-02-01', withdrawn.statements],
      ],
      before,
      'recorded by mistake',
    );
    expect(back.statements).toMatchObject([{ id: 'BBB' }]);
    expect(back.statements[0]).toHaveProperty('supersedes');
  });

  it('refuses an id that is written twice', () => {
    expect(() => plan([], [...before, ...before])).toThrow(ServandaError);
  });

  it('names file and line of what it cannot read', () => {
    const text = file('Alpha').replace('unMember: true}\n- {id: BBB', 'unMember: perhaps}\n- {id: BBB');
    expect(() => compileRecord([{ path: 'parties/states.yaml', text }])).toThrow(/parties\/states\.yaml:2: party AAA/);
    expect(() => compileRecord([{ path: 'oddities/x.yaml', text: 'a: 1' }])).toThrow(/no kind of record lives here/);
    expect(() => compileRecord([{ path: 'parties/states.yaml', text: 'parties: [' }])).toThrow(
      /parties\/states\.yaml:/,
    );
  });

  it('keeps departures apart from records', () => {
    const { records, departures } = separateDepartures([
      { path: 'departures.yaml', text: 'departures:\n- {kind: party, id: BBB, reason: merged, to: AAA}\n' },
      { path: 'parties/states.yaml', text: file('Alpha') },
    ]);
    expect(records).toHaveLength(1);
    expect(departures).toEqual([{ kind: 'party', id: 'BBB', to: 'AAA', reason: 'merged' }]);
  });
});
