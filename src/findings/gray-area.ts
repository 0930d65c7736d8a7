/** The gray-area ledger: findings that stay open, by cause, over time, by kind of operation, and what would decide them. */
import type { CauseKind } from './causes.ts';
import { parseImpreciseDate, formatDay, type Incident } from '#model';
import type { Verdict } from '#norms';
import type { View } from '#registry';
import { findingTable, type FindingRow, type TableQuery } from './table.ts';
import { wordingEffects, type WordingEffect } from './wordings.ts';

/** Counts of cases; a case is one operation under one provision. */
export type Tally = Record<Verdict, number>;

export interface GrayArea {
  cases: Tally;
  /** Incidents with at least one open case, and with at least one contrary. */
  incidents: { open: number; contrary: number; all: number };
  byCause: { kind: CauseKind; name: string; cases: number; incidents: number }[];
  byYear: { year: string; cases: Tally; incidents: number }[];
  byEffect: { code: string; cases: Tally; incidents: number }[];
  bySector: { code: string; cases: Tally; incidents: number }[];
  byProvision: { provision: string; cases: Tally }[];
  wordings: WordingEffect[];
  /** Why every count here is a floor. */
  floor: string;
}

const emptyTally = (): Tally => ({ contrary: 0, gray: 0, 'not-contrary': 0, indeterminate: 0 });

/** Collects the ledger over the operations of a view; `agreement` or `provision` limit it. */
export function grayArea(
  view: View,
  query: TableQuery,
  only: { agreement?: string | undefined; provision?: string | undefined } = {},
): GrayArea {
  const rows = findingTable(view, query).rows.filter(
    ({ state, agreement, provision }) =>
      state === null &&
      (only.agreement === undefined || agreement === only.agreement) &&
      (only.provision === undefined || provision === only.provision),
  );
  const cases = emptyTally();
  for (const { text } of rows) cases[text] += 1;
  const incidentsWith = (test: (row: FindingRow) => boolean): number =>
    new Set(rows.filter(test).map(({ incident }) => incident)).size;
  const provisions = new Set(rows.map(({ provision }) => provision));
  return {
    cases,
    incidents: {
      open: incidentsWith(isOpen),
      contrary: incidentsWith(({ text }) => text === 'contrary'),
      all: incidentsWith(() => true),
    },
    byCause: causes(rows),
    byYear: grouped(view, rows, (incident) => [yearOf(incident)]).map(({ key, ...rest }) => ({ year: key, ...rest })),
    byEffect: grouped(view, rows, ({ effects }) => effects).map(({ key, ...rest }) => ({ code: key, ...rest })),
    bySector: grouped(view, rows, ({ targets }) => targets.flatMap(({ sectors }) => sectors)).map(
      ({ key, ...rest }) => ({ code: key, ...rest }),
    ),
    byProvision: [...provisions].map((provision) => {
      const own = emptyTally();
      for (const row of rows) if (row.provision === provision) own[row.text] += 1;
      return { provision, cases: own };
    }),
    wordings: wordingEffects(view, query, provisions),
    floor:
      'Counts are of recorded incidents that surely began by the as-of date. Operations that nobody reported or attributed in public are absent, so every gray count is a floor; the record is no sample, so no share of it says how common gray cases are.',
  };
}

function isOpen({ text }: FindingRow): boolean {
  return text === 'gray' || text === 'indeterminate';
}

function yearOf({ startedOn }: Incident): string {
  return formatDay(parseImpreciseDate(startedOn).from).slice(0, 4);
}

/** A case with several causes counts under each, so that causes do not add up to the cases. */
function causes(rows: readonly FindingRow[]): GrayArea['byCause'] {
  const found = new Map<string, { kind: CauseKind; name: string; cases: number; of: Set<string> }>();
  for (const row of rows) {
    if (!isOpen(row)) continue;
    for (const { kind, name } of row.causes) {
      const key = `${kind} ${name}`;
      let own = found.get(key);
      if (!own) found.set(key, (own = { kind, name, cases: 0, of: new Set() }));
      own.cases += 1;
      own.of.add(row.incident);
    }
  }
  return [...found.values()]
    .map(({ of, ...rest }) => ({ ...rest, incidents: of.size }))
    .sort((a, b) => b.cases - a.cases || (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1));
}

function grouped(
  view: View,
  rows: readonly FindingRow[],
  keysOf: (incident: Incident) => readonly string[],
): { key: string; cases: Tally; incidents: number }[] {
  const found = new Map<string, { cases: Tally; of: Set<string> }>();
  const keys = new Map<string, readonly string[]>();
  for (const row of rows) {
    let own = keys.get(row.incident);
    if (!own) keys.set(row.incident, (own = [...new Set(keysOf(view.get('incident', row.incident)))]));
    for (const key of own) {
      let group = found.get(key);
      if (!group) found.set(key, (group = { cases: emptyTally(), of: new Set() }));
      group.cases[row.text] += 1;
      group.of.add(row.incident);
    }
  }
  return [...found]
    .map(([key, { cases, of }]) => ({ key, cases, incidents: of.size }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}
