/** Grids of findings: clause by set of definitions, for the page of an agreement and of an incident. */
import { contextOf, findingTable, incidentsBy, lawsOf, stateFinding, type FindingRow, type Result } from '#findings';
import type { NormCoding, Provision } from '#model';
import type { Verdict } from '#norms';
import type { View } from '#registry';
import { inPrintedOrder } from '../dossiers/agreement.ts';
import type { Query } from '../query.ts';
import { partyName } from '../sources.ts';
import type { FindingLine } from './lists.ts';
import { findingWords } from './sentence.ts';

/** Operations by verdict. */
export type VerdictCounts = Record<Verdict, number>;

/** A clause at the head of a row. */
export interface GridClause {
  provision: string;
  ref: string;
  short: string | null;
  agreement: string;
  agreementTitle: string;
  legallyBinding: boolean;
  /** How far the coding follows the words. */
  plain: NormCoding['plain'];
}

export interface GridSet {
  id: string;
  label: string;
  kind: string;
}

/** One clause over all operations in view. */
export interface AgreementGridRow extends GridClause {
  text: VerdictCounts;
  sets: Record<string, VerdictCounts>;
  /** Pairs of an incident and a state named for it, by result. */
  results: Record<Result, number>;
}

export interface AgreementGrid {
  sets: GridSet[];
  /** Operations in view, the n of every cell. */
  incidents: number;
  rows: AgreementGridRow[];
}

/** One clause on one operation. */
export interface IncidentGridRow extends GridClause {
  text: Verdict;
  sets: Record<string, Verdict>;
  causes: FindingLine['causes'];
  /** `words` name the clause and what is missing; the standards stand in the answer's parameters. */
  states: { state: string; name: string; result: Result; contested: boolean; words: string }[];
}

export interface IncidentGrid {
  sets: GridSet[];
  /** False: the incident did not surely begin by the as-of day, so there are no findings. */
  inView: boolean;
  rows: IncidentGridRow[];
}

const noVerdicts = (): VerdictCounts => ({ contrary: 0, gray: 0, 'not-contrary': 0, indeterminate: 0 });

/** Counts for every tested clause of an agreement; throws NOT_FOUND for an unknown one. */
export function agreementGrid(view: View, query: Query, agreement: string): AgreementGrid {
  view.get('agreement', agreement);
  return clauseGrid(view, query, (row) => row.agreement === agreement);
}

/** Counts for one clause; null where it is not tested. */
export function provisionCounts(view: View, query: Query, provision: string): AgreementGrid | null {
  const grid = clauseGrid(view, query, (row) => row.provision === provision);
  return grid.rows.length === 0 ? null : grid;
}

function clauseGrid(view: View, query: Query, wanted: (row: FindingRow) => boolean): AgreementGrid {
  const { setIds, rows, incidents } = findingTable(view, query);
  const found = new Map<string, AgreementGridRow>();
  for (const row of rows) {
    if (!wanted(row)) continue;
    let own = found.get(row.provision);
    if (!own) {
      own = {
        ...clauseOf(view, row.provision),
        text: noVerdicts(),
        sets: Object.fromEntries(setIds.map((set) => [set, noVerdicts()])),
        results: { contravenes: 0, 'would-contravene': 0, open: 0, missing: 0 },
      };
      found.set(row.provision, own);
    }
    if (row.state === null) {
      own.text[row.text] += 1;
      setIds.forEach((set, at) => {
        const [counts, verdict] = [own.sets[set], row.sets[at]];
        if (counts && verdict) counts[verdict] += 1;
      });
    } else if (row.result !== null) own.results[row.result] += 1;
  }
  return { sets: setsOf(view), incidents, rows: inOrder(view, found) };
}

/** Verdicts on one operation under every tested clause, and what is said of each state named; throws NOT_FOUND. */
export function incidentGrid(view: View, query: Query, id: string): IncidentGrid {
  const incident = view.get('incident', id);
  const { setIds, rows } = findingTable(view, query);
  const found = new Map<string, IncidentGridRow>();
  for (const row of rows) {
    if (row.incident !== incident.id) continue;
    if (row.state === null) {
      found.set(row.provision, {
        ...clauseOf(view, row.provision),
        text: row.text,
        sets: Object.fromEntries(setIds.map((set, at) => [set, row.sets[at] ?? 'indeterminate'])),
        causes: row.causes,
        states: [],
      });
      continue;
    }
    if (row.result === null) continue;
    const context = contextOf(view, incident, view.get('provision', row.provision), query);
    found.get(row.provision)?.states.push({
      state: row.state,
      name: partyName(view, row.state),
      result: row.result,
      contested: row.contested,
      words: findingWords(context, stateFinding(context, row.state)),
    });
  }
  const inView = incidentsBy(view, query.asOf).some((other) => other.id === incident.id);
  return { sets: setsOf(view), inView, rows: inOrder(view, found) };
}

function setsOf(view: View): GridSet[] {
  return lawsOf(view).sets.map(({ id, label, kind }) => ({ id, label, kind }));
}

function clauseOf(view: View, id: string): GridClause {
  const { ref, short, agreement, norm } = view.get('provision', id);
  const { title, legallyBinding } = view.get('agreement', agreement);
  return {
    provision: id,
    ref,
    short,
    agreement,
    agreementTitle: title,
    legallyBinding,
    plain: norm?.plain ?? null,
  };
}

function inOrder<Row>(view: View, found: ReadonlyMap<string, Row>): Row[] {
  const provisions: Provision[] = [...found.keys()].map((id) => view.get('provision', id));
  return inPrintedOrder(provisions).flatMap(({ id }) => found.get(id) ?? []);
}
