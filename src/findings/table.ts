/** All findings of a view at once: every incident, tested provision, set of definitions and named state. */
import type { Responsibility } from '#attribution';
import {
  InvariantError,
  isOnOrBefore,
  parseDay,
  type Incident,
  type PartyId,
  type Provision,
  type Truth,
} from '#model';
import { verdictOfTruth, type Diagram, type TextVerdict, type Verdict } from '#norms';
import type { View } from '#registry';
import type { Commitment } from './committed.ts';
import { causesOfText, type Cause } from './causes.ts';
import {
  commitmentFor,
  contextOf,
  namedStates,
  resultOf,
  targetsFor,
  truthOfVerdict,
  type FindingContext,
  type FindingQuery,
  type Part,
  type Result,
} from './finding.ts';
import { findDefinitions, lawsOf, verdictUnder } from './laws.ts';
import { readingOf, textDiagram } from './text.ts';

/** A finding in a line. `state` null: the operation itself. */
export interface FindingRow {
  incident: string;
  provision: string;
  agreement: string;
  state: PartyId | null;
  /** Under the definitions in use. */
  text: Verdict;
  counts: TextVerdict['counts'];
  /** Under each single set, in the order of `setIds`. */
  sets: readonly Verdict[];
  commitment: Truth | null;
  straddles: boolean;
  met: boolean | null;
  contested: boolean;
  link: Truth | null;
  result: Result | null;
  missing: readonly Part[];
  open: readonly Part[];
  causes: readonly Cause[];
}

export interface FindingTable {
  setIds: readonly string[];
  rows: readonly FindingRow[];
  /** Incidents that began surely on or before the as-of day; others are left out. */
  incidents: number;
  provisions: number;
}

/** Which findings are wanted. */
export interface TableQuery extends FindingQuery {
  asOf: string;
}

const kept = new WeakMap<View, Map<string, FindingTable>>();

/** The table of a view under a query; computed once and kept with the view. */
export function findingTable(view: View, query: TableQuery): FindingTable {
  let own = kept.get(view);
  if (!own) kept.set(view, (own = new Map<string, FindingTable>()));
  const key = [query.definitions, query.standard, query.commitment, query.asOf].join(' ');
  let table = own.get(key);
  if (!table) {
    table = compute(view, query);
    own.set(key, table);
  }
  return table;
}

/** Provisions that are tested on incidents. */
export function testedProvisions(view: View): Provision[] {
  const { library } = lawsOf(view);
  return view.all('provision').filter(({ id, norm }) => norm?.class === 'norm' && library.roots.has(`norm ${id}`));
}

/** Incidents that surely began by a day. */
export function incidentsBy(view: View, asOf: string): Incident[] {
  const day = parseDay(asOf);
  return view.all('incident').filter(({ startedOn }) => isOnOrBefore(startedOn, day) === 'true');
}

function compute(view: View, query: TableQuery): FindingTable {
  const laws = lawsOf(view);
  const incidents = incidentsBy(view, query.asOf);
  const first = incidents[0];
  const contexts = first ? testedProvisions(view).map((provision) => contextOf(view, first, provision, query)) : [];
  const rows: FindingRow[] = [];
  const texts: Texts = new Map();
  for (const incident of incidents) {
    const states = namedStates(view, incident.id, query.standard);
    const commitments = new Map<string, Commitment>();
    for (const { provision, agreement, root, link, definitions } of contexts) {
      const context = { view, laws, incident, provision, agreement, root, link, definitions, query };
      rows.push(operationRow(context, texts, states.length === 0));
      for (const responsibility of states) {
        // Provisions of one agreement share the answer, but for clauses on private actors.
        const key = `${provision.norm?.link === 'non-state' ? provision.id : agreement.id} ${responsibility.state}`;
        let commitment = commitments.get(key);
        if (!commitment)
          commitments.set(key, (commitment = commitmentFor(context, responsibility.state, query.commitment)));
        rows.push(stateRow(context, texts, responsibility, commitment));
      }
    }
  }
  return { setIds: laws.sets.map(({ id }) => id), rows, incidents: incidents.length, provisions: contexts.length };
}

/** What a diagram says: equal diagrams say the same of every incident, so it is worked out once. */
interface DiagramText {
  text: TextVerdict;
  sets: readonly Verdict[];
}
type Texts = Map<Diagram, DiagramText>;

function textOf({ laws, definitions }: FindingContext, texts: Texts, diagram: Diagram): DiagramText {
  let known = texts.get(diagram);
  if (!known) {
    known = {
      text: verdictUnder(laws, diagram, definitions),
      sets: laws.sets.map(({ picked }) => verdictOfTruth(laws.diagrams.at(diagram, picked))),
    };
    texts.set(diagram, known);
  }
  return known;
}

const nobody: Cause = { kind: 'no-attribution', name: '' };

function operationRow(context: FindingContext, texts: Texts, isUnattributed: boolean): FindingRow {
  const { view, laws, incident, provision, root, definitions } = context;
  const reading = readingOf(view, incident, null, laws);
  const diagram = textDiagram(laws, reading, root);
  const { text, sets } = textOf(context, texts, diagram);
  const causes = causesOfText(laws, reading, root, diagram, text.verdict, definitions);
  return {
    incident: incident.id,
    provision: provision.id,
    agreement: provision.agreement,
    state: null,
    text: text.verdict,
    counts: text.counts,
    sets,
    commitment: null,
    straddles: false,
    met: null,
    contested: false,
    link: null,
    result: null,
    missing: [],
    open: [],
    causes: text.verdict !== 'not-contrary' && isUnattributed ? [...causes, nobody] : causes,
  };
}

function stateRow(
  context: FindingContext,
  texts: Texts,
  { state, met, contested }: Responsibility,
  commitment: Commitment,
): FindingRow {
  const { view, laws, incident, provision, root, definitions } = context;
  const reading = readingOf(view, incident, state, laws);
  const among = targetsFor(context, commitment);
  const diagram = textDiagram(laws, reading, root, among);
  const { text, sets } = textOf(context, texts, diagram);
  const link = truthOfVerdict(textOf(context, texts, reading.nodes[0]?.[context.link] ?? 1).text.verdict);
  const { result, missing, open } = resultOf(text.verdict, commitment, met, link);
  const causes =
    result === 'missing'
      ? []
      : [...causesOfText(laws, reading, root, diagram, text.verdict, definitions, among), ...partCauses(open)];
  return {
    incident: incident.id,
    provision: provision.id,
    agreement: provision.agreement,
    state,
    text: text.verdict,
    counts: text.counts,
    sets,
    commitment: commitment.value,
    straddles: commitment.straddles,
    met,
    contested,
    link,
    result,
    missing,
    open,
    causes,
  };
}

function partCauses(open: readonly Part[]): Cause[] {
  return open.flatMap((part): Cause[] =>
    part === 'commitment'
      ? [{ kind: 'commitment-dates', name: '' }]
      : part === 'link'
        ? [{ kind: 'link', name: '' }]
        : [],
  );
}

/**
 * Incidents whose operation is contrary to at least one clause of an agreement: a conduct universe for coverage and
 * effect (analysis). Incidents that are only open or gray are counted beside, so that the universe's edge is seen.
 */
export function contraryToAgreement(
  view: View,
  agreement: string,
  query: TableQuery,
): { contrary: ReadonlySet<string>; open: ReadonlySet<string> } {
  view.get('agreement', agreement);
  findDefinitions(view, query.definitions);
  const contrary = new Set<string>();
  const open = new Set<string>();
  for (const row of findingTable(view, query).rows) {
    if (row.state !== null || row.agreement !== agreement) continue;
    if (row.text === 'contrary') contrary.add(row.incident);
    else if (row.text !== 'not-contrary') open.add(row.incident);
  }
  for (const incident of contrary) open.delete(incident);
  if ([...contrary].some((incident) => open.has(incident))) throw new InvariantError('contrary and open at once');
  return { contrary, open };
}
