/** Small statements and registries for tests of the rooms above the log. */
import { compileRecord, recordEntries } from '../src/intake/index.ts';
import { parseStatement, type RecordStatement, type Statement } from '../src/model/index.ts';
import { View, foldLogs, readStatements, type Registry, type ViewOptions } from '../src/registry/index.ts';

export const header = { known: 'recalled', citations: [], note: null } as const;

/** A registry from statements, each recorded on a day. */
export function registryOf(
  recorded: readonly (readonly [day: string, statements: readonly Statement[]])[],
  origin = 'test/log',
): Registry {
  const entries = recorded.flatMap(([day, statements]) => recordEntries(statements.map(parseStatement), day));
  const bodies = entries.map(({ body }) => body);
  const state = { origin, size: entries.length, root: '' };
  return foldLogs([
    {
      state,
      statements: readStatements(
        origin,
        entries.map(({ entry }) => entry),
        bodies,
      ),
    },
  ]);
}

/** A view of statements recorded on one day. */
export function viewOf(statements: readonly Statement[], options: ViewOptions = {}): View {
  return new View(registryOf([['2026-01-01', statements]]), options);
}

/** The statements that a data file of this text compiles to. */
export function compiled(path: string, text: string): RecordStatement[] {
  return compileRecord([{ path, text }]).map(({ body }) => body);
}

export function party(id: string, unMember = true): Statement {
  return parseStatement({
    kind: 'party',
    id,
    partyKind: 'state-or-territory',
    name: `State ${id}`,
    aliases: [],
    unMember,
    region: null,
    seat: null,
    tile: null,
    ...header,
  });
}

export function adherence(
  agreement: string,
  of: string,
  from: string,
  until: string | null = null,
  more: object = {},
): Statement {
  return parseStatement({
    kind: 'adherence',
    id: `${agreement}/signed-or-endorsed/${of}`,
    agreement,
    party: of,
    act: 'supported',
    basis: 'signed-or-endorsed',
    from,
    until,
    ...header,
    ...more,
  });
}

export function incident(id: string, startedOn: string, victims: readonly string[], more: object = {}): Statement {
  return parseStatement({
    kind: 'incident',
    id,
    title: id,
    aliases: [],
    startedOn,
    endedOn: null,
    disclosedOn: null,
    effects: ['disruption'],
    purposes: ['sabotage'],
    targets: [{ victimStates: victims, sectors: ['energy'], kinds: ['company'], named: [], effects: null }],
    collateralStates: [],
    indiscriminate: 'unknown',
    significantHarm: 'unknown',
    facts: {},
    actorKinds: ['state-organ'],
    actorNames: [],
    complete: [],
    figures: [],
    checkedOn: null,
    ...header,
    ...more,
  });
}

let attributions = 0;

export function attribution(
  of: string,
  responsible: readonly string[] | string,
  by: readonly string[],
  more: object = {},
): Statement {
  attributions += 1;
  return parseStatement({
    kind: 'attribution',
    id: `${of}/t${attributions}`,
    incident: of,
    stance: 'attributes',
    answers: [],
    responsible,
    entity: null,
    by,
    byKind: 'government',
    form: 'official-statement',
    madeOn: '2020-01-01',
    likelihoodWords: null,
    confidenceWords: null,
    reliesOn: [],
    ...header,
    ...more,
  });
}
