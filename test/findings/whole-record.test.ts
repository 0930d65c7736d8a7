/** The whole shipped record: planes, diagrams and single evaluation agree; ledger, wordings and dependence add up. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  attributingParties,
  contraryToAgreement,
  findingTable,
  grayArea,
  incidentsBy,
  judgeWording,
  lawsOf,
  readingOf,
  standardDependence,
  testedProvisions,
  verdictUnder,
  wordingEffects,
  type TableQuery,
} from '../../src/findings/index.ts';
import { anyTruth } from '../../src/model/index.ts';
import {
  Columns,
  compilePlanes,
  evaluate,
  normRoot,
  planeValue,
  runPlanes,
  verdictOfTruth,
} from '../../src/norms/index.ts';
import type { View } from '../../src/registry/index.ts';
import { shippedView } from './shipped.ts';

let view: View;
let query: TableQuery;
beforeAll(async () => {
  view = await shippedView();
  query = {
    definitions: 'every-view',
    standard: 'one-government',
    commitment: 'endorsed-or-adopted',
    asOf: view.dataDate,
  };
});

describe('one value however it is computed', () => {
  it('bit-planes, the table and evaluation step by step agree for every incident, norm and set', () => {
    const laws = lawsOf(view);
    const incidents = incidentsBy(view, query.asOf);
    const provisions = testedProvisions(view);
    const columns = new Columns(laws.library, incidents.length);
    for (const incident of incidents) columns.add(readingOf(view, incident, null).targets);
    const wanted = provisions.flatMap(({ id }) =>
      laws.sets.map(({ picked }) => ({ root: normRoot(laws.library, id) ?? -1, picked })),
    );
    const planes = runPlanes(compilePlanes(laws.library, wanted), columns);
    const rows = new Map(
      findingTable(view, query)
        .rows.filter(({ state }) => state === null)
        .map((row) => [`${row.incident} ${row.provision}`, row]),
    );
    expect(rows.size).toBe(incidents.length * provisions.length);
    incidents.forEach((incident, at) => {
      provisions.forEach(({ id, norm }, provision) => {
        laws.sets.forEach((set, number) => {
          const plane = planes[provision * laws.sets.length + number];
          const value = plane && verdictOfTruth(planeValue(plane, at));
          if (value !== rows.get(`${incident.id} ${id}`)?.sets[number])
            throw new Error(`${incident.id} ${id} ${set.id}`);
          // Step by step is slow: every seventh incident.
          if (at % 7 !== 0) return;
          const steps = readingOf(view, incident, null).targets.map(
            (facts) => evaluate(laws.library, norm?.act ?? false, set.picks, facts).value,
          );
          if (value !== verdictOfTruth(anyTruth(steps))) throw new Error(`${incident.id} ${id} ${set.id}`);
        });
      });
    });
  });
});

describe('the gray-area ledger', () => {
  it('counts every case once by verdict, and again by year', () => {
    const ledger = grayArea(view, query);
    const sum = (tally: Record<string, number>): number => Object.values(tally).reduce((a, b) => a + b, 0);
    expect(sum(ledger.cases)).toBe(incidentsBy(view, query.asOf).length * testedProvisions(view).length);
    expect(ledger.byYear.reduce((total, { cases }) => total + sum(cases), 0)).toBe(sum(ledger.cases));
    expect(ledger.byProvision.reduce((total, { cases }) => total + cases.gray, 0)).toBe(ledger.cases.gray);
    expect(ledger.floor).toContain('floor');
  });

  it('a wording decides exactly the cases that are decided once its term is fixed', () => {
    const laws = lawsOf(view);
    const provision = 'un-gge-2015/13f';
    const root = normRoot(laws.library, provision) ?? -1;
    const term = laws.library.terms.findIndex(({ id }) => id === 'internationally-wrongful');
    const variant = laws.library.terms[term]?.variants.indexOf('effects') ?? -1;
    const views = { sets: laws.sets.filter(({ kind }) => kind === 'view') };
    const expected = incidentsBy(view, query.asOf).filter((incident) => {
      const diagram = readingOf(view, incident, null).nodes.reduce(
        (most, nodes) => laws.diagrams.any(most, nodes[root] ?? 1),
        0,
      );
      const isOpen = (fixed?: Map<number, number>): boolean =>
        ['gray', 'indeterminate'].includes(verdictUnder(laws, diagram, views, fixed).verdict);
      return isOpen() && !isOpen(new Map([[term, variant]]));
    });
    const effect = wordingEffects(view, query, new Set([provision])).find(
      (one) => one.term === 'internationally-wrongful' && one.variant === 'effects',
    );
    expect(effect?.cases.map((one) => one.incident).sort()).toEqual(expected.map(({ id }) => id).sort());
    expect(effect?.decides).toBeGreaterThan(0);
  });
});

describe('proposed wordings and universes', () => {
  it('a clause that repeats another gives its verdicts', () => {
    const judged = judgeWording(view, { norm: 'un-gge-2015/13f' }, query);
    const rows = findingTable(view, query).rows.filter(
      ({ state, provision }) => state === null && provision === 'un-gge-2015/13f',
    );
    expect(judged.map(({ incident, verdict }) => `${incident} ${verdict}`)).toEqual(
      rows.map(({ incident, text }) => `${incident} ${text}`),
    );
  });

  it('a wording with a misspelt term is refused with the near one', () => {
    expect(() => judgeWording(view, { term: 'critical-infrastucture' }, query)).toThrow(
      expect.objectContaining({
        code: 'REFERENCE_BROKEN',
        message: expect.stringContaining('critical-infrastructure') as string,
      }),
    );
  });

  it('contrary to an agreement: what is contrary to one of its clauses', () => {
    const { contrary, open } = contraryToAgreement(view, 'un-gge-2015', query);
    const rows = findingTable(view, query).rows.filter(
      ({ state, agreement }) => state === null && agreement === 'un-gge-2015',
    );
    expect(contrary).toEqual(new Set(rows.filter(({ text }) => text === 'contrary').map(({ incident }) => incident)));
    expect([...open].filter((incident) => contrary.has(incident))).toEqual([]);
  });
});

describe('dependence of standards on who speaks', () => {
  it('without a speaker no more pairs meet a standard, and what is lost adds up', () => {
    const parties = attributingParties(view);
    expect(parties).toContain('USA');
    expect(parties).toContain('eu');
    const rows = standardDependence(
      view,
      query.asOf,
      parties.map((id) => ({ id, parties: [id] })),
    );
    expect(rows.length).toBeGreaterThan(parties.length);
    for (const { met, left, lost } of rows) expect(met - left).toBe(lost.reduce((sum, { pairs }) => sum + pairs, 0));
    const two = rows.filter(({ standard }) => standard === 'two-governments');
    expect(Math.max(...two.map(({ met, left }) => met - left))).toBeGreaterThan(0);
  });
});
