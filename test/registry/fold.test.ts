/** The fold: versions, withdrawals, redirects, logs apart, and erased bodies. */
import { describe, expect, it } from 'vitest';
import { recordEntries } from '../../src/intake/index.ts';
import { ServandaError, statementId, type Statement } from '../../src/model/index.ts';
import { View, foldLogs, readStatements } from '../../src/registry/index.ts';
import { adherence, party, registryOf } from '../samples.ts';

function logged(origin: string, statements: readonly Statement[], erased: readonly number[] = []) {
  const entries = recordEntries(statements, '2026-01-01');
  const bodies = entries.map(({ body }, index) => (erased.includes(index) ? null : body));
  return {
    state: { origin, size: entries.length, root: '' },
    statements: readStatements(
      origin,
      entries.map(({ entry }) => entry),
      bodies,
    ),
  };
}

const first = adherence('pact', 'AAA', '2016-01-01');
const second = adherence('pact', 'AAA', '2016-02-01', null, { supersedes: statementId(first) });

describe('fold of logs', () => {
  it('keeps every version and shows the last', () => {
    const view = new View(registryOf([['2026-01-01', [first, second]]]));
    expect(view.all('adherence').map(({ from }) => from)).toEqual(['2016-02-01']);
    expect(view.history('adherence', 'pact/signed-or-endorsed/AAA').map(({ replacedBy }) => replacedBy)).toEqual([
      statementId(second),
      null,
    ]);
  });

  it('ends a record by a withdrawal and follows a redirect', () => {
    const of = { kind: 'party', id: 'AAA' };
    const view = new View(
      registryOf([
        ['2026-01-01', [party('AAA'), party('BBB')]],
        [
          '2026-02-01',
          [
            { kind: 'withdrawal', withdraws: statementId(party('AAA')), of, reason: 'merged' },
            { kind: 'redirect', of, to: 'BBB', reason: 'merged' },
          ],
        ],
      ]),
    );
    expect(view.get('party', 'AAA').id).toBe('BBB');
    expect(view.all('party')).toHaveLength(1);
  });

  it('never lets one log supersede a statement of another', () => {
    const view = new View(foldLogs([logged('log/a', [first]), logged('log/b', [second])]));
    expect(view.versions('adherence').map(({ origin }) => origin)).toEqual(['log/a', 'log/b']);
  });

  it('equals the fold before an erasure minus what was erased, and says that something stood there', () => {
    const statements = [party('AAA'), party('BBB'), first];
    const erased = foldLogs([logged('log/a', statements, [1])]);
    const without = foldLogs([logged('log/a', [statements[0] as Statement, statements[2] as Statement])]);
    const ids = (registry: typeof erased): string[] => [...registry.byStatement.keys()];
    expect(ids(erased)).toEqual(ids(without));
    expect(erased.withheld).toEqual([
      { origin: 'log/a', index: 1, statement: statementId(party('BBB')), recordedAt: '2026-01-01', redaction: null },
    ]);
  });

  it('refuses a body that its leaf does not commit to, naming the entry', () => {
    const [entry] = recordEntries([first], '2026-01-01');
    expect(() => readStatements('log/a', [entry?.entry ?? new Uint8Array()], ['{}'])).toThrow(/entry 0 in log log\/a/);
  });

  it('names what is near when nothing is recorded under a name', () => {
    const view = new View(registryOf([['2026-01-01', [party('AAA')]]]));
    expect(() => view.get('party', 'aaa-land')).toThrow(ServandaError);
    expect(() => view.get('party', 'aaa-land')).toThrow(/did you mean AAA/);
  });
});
