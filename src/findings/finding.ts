/** A finding: text, commitment and responsibility for one incident and provision, never collapsed. */
import { findStandard, responsibilities, type Responsibility } from '#attribution';
import {
  InvariantError,
  ServandaError,
  notTruth,
  type Agreement,
  type Incident,
  type PartyId,
  type Provision,
  type Truth,
} from '#model';
import { conductOf, normRoot, type Counts, type Diagram, type TextVerdict, type Verdict } from '#norms';
import type { View } from '#registry';
import { commitmentStandard } from './commitment.ts';
import { commitmentOf, type Commitment } from './committed.ts';
import { findDefinitions, lawsOf, verdictUnder, type Definitions, type Laws } from './laws.ts';
import { linkRoot, readingOf, textDiagram, type Reading } from './text.ts';

/** The standards that a finding is made under. None has a silent default: every answer names them. */
export interface FindingQuery {
  definitions: string;
  standard: string;
  commitment: string;
}

/**
 * `contravenes`: contrary, committed, and the standard met with the link. `would-contravene`: all but the commitment.
 * `open`: nothing is surely missing, something is not decided. `missing`: a part is surely missing; which, the finding
 * says.
 */
export const results = ['contravenes', 'would-contravene', 'open', 'missing'] as const;
export type Result = (typeof results)[number];

/** The parts that keep a finding from "contravenes": surely missing, or open. */
export type Part = 'text' | 'commitment' | 'responsibility' | 'link';

/** Text of the operation, with an actor assumed foreign to and at peace with the victim. */
export interface OperationFinding {
  incident: string;
  provision: string;
  agreement: string;
  state: null;
  text: TextVerdict;
}

/** The triple for a state that some statement names. */
export interface StateFinding {
  incident: string;
  provision: string;
  agreement: string;
  state: PartyId;
  text: TextVerdict;
  commitment: Commitment;
  responsibility: Responsibility;
  /** The tie that the text asks for, judged once the standard is met: the verdict as a truth. */
  link: Truth;
  result: Result;
  missing: Part[];
  open: Part[];
}

export type Finding = OperationFinding | StateFinding;

/** Everything that one finding is computed from, looked up once. */
export interface FindingContext {
  view: View;
  laws: Laws;
  incident: Incident;
  provision: Provision;
  agreement: Agreement;
  root: number;
  link: number;
  definitions: Definitions;
  query: FindingQuery;
}

/** Opens the context; throws NOT_FOUND for unknown names and REFUSED, with the reason, for a provision without a norm. */
export function openFinding(view: View, incident: string, provision: string, query: FindingQuery): FindingContext {
  return contextOf(view, view.get('incident', incident), view.get('provision', provision), query);
}

/** The same over records at hand. */
export function contextOf(view: View, incident: Incident, provision: Provision, query: FindingQuery): FindingContext {
  const laws = lawsOf(view);
  const { norm } = provision;
  const root = normRoot(laws.library, provision.id);
  if (norm?.class !== 'norm' || root === undefined) throw notTested(provision);
  return {
    view,
    laws,
    incident,
    provision,
    agreement: view.get('agreement', provision.agreement),
    root,
    link: linkRoot(laws, norm.link ?? 'conduct'),
    definitions: findDefinitions(view, query.definitions),
    query,
  };
}

/** Why a provision is not tested on incidents. */
export function notTested({ id, norm }: Provision): ServandaError {
  const why = norm?.why ?? 'no reading of it is coded';
  return new ServandaError('REFUSED', `${id} is not tested on incidents (${norm?.class ?? 'not coded'}): ${why}.`, {
    details: { provision: id, class: norm?.class ?? null, why },
  });
}

/** The text verdict for the operation itself. */
export function operationFinding(context: FindingContext): OperationFinding {
  const { laws, incident, provision, root, definitions } = context;
  const text = verdictUnder(laws, textDiagram(laws, readingOf(context.view, incident, null), root), definitions);
  return { incident: incident.id, provision: provision.id, agreement: provision.agreement, state: null, text };
}

/** The states that any statement names for the incident, with the answer under the standard. */
export function namedStates(view: View, incident: string, standard: string): Responsibility[] {
  let own = named.get(view);
  if (!own) named.set(view, (own = new Map<string, Responsibility[]>()));
  const key = `${standard} ${incident}`;
  let states = own.get(key);
  if (!states) own.set(key, (states = responsibilities(view, incident, findStandard(standard))));
  return states;
}
const named = new WeakMap<View, Map<string, Responsibility[]>>();

/** The triple for a state; throws NOT_FOUND if no statement names it for this incident. */
export function stateFinding(context: FindingContext, state: PartyId): StateFinding {
  const { view, incident, query } = context;
  const responsibility = namedStates(view, incident.id, query.standard).find((answer) => answer.state === state);
  if (!responsibility) {
    throw new ServandaError('NOT_FOUND', `No recorded statement names ${state} as responsible for ${incident.id}.`, {
      details: { incident: incident.id, state },
    });
  }
  const reading = readingOf(view, incident, state);
  return judge(context, reading, responsibility, commitmentFor(context, state, query.commitment));
}

/** All findings of one incident and provision: the operation, then every state named, in order of code. */
export function findingsOf(context: FindingContext): { operation: OperationFinding; states: StateFinding[] } {
  const states = namedStates(context.view, context.incident.id, context.query.standard);
  return { operation: operationFinding(context), states: states.map(({ state }) => stateFinding(context, state)) };
}

/** Commitment of a state to the agreement of the provision on the dates of the incident. */
export function commitmentFor(
  { view, agreement, incident, provision }: FindingContext,
  state: PartyId,
  standard: string,
): Commitment {
  const victims = [...new Set(incident.targets.flatMap(({ victimStates }) => victimStates))];
  const { bases } = commitmentStandard(standard);
  const commitment = commitmentOf(view, agreement, state, conductOf(incident), victims, bases);
  // A clause on private actors binds no state, whoever signed the rest of the text.
  return provision.norm?.link === 'non-state'
    ? { ...commitment, value: 'false', straddles: false, owed: 'false' }
    : commitment;
}

/** The targets that count for a state: of a bilateral text those whose victims include the other party, if any do. */
export function targetsFor(
  { incident, agreement }: FindingContext,
  commitment: Commitment,
): ReadonlySet<number> | undefined {
  if (!agreement.bilateral || commitment.owed !== 'true') return undefined;
  return new Set(
    incident.targets.flatMap(({ victimStates }, at) =>
      victimStates.some((victim) => commitment.owedTo.includes(victim)) ? [at] : [],
    ),
  );
}

/** Puts the parts together. */
export function judge(
  context: FindingContext,
  reading: Reading,
  responsibility: Responsibility,
  commitment: Commitment,
): StateFinding {
  const { laws, incident, provision, definitions, root } = context;
  if (reading.state === null) throw new InvariantError('a state finding needs the reading of a state');
  const text = verdictUnder(laws, textDiagram(laws, reading, root, targetsFor(context, commitment)), definitions);
  const link = linkValue(context, reading);
  return {
    incident: incident.id,
    provision: provision.id,
    agreement: provision.agreement,
    state: reading.state,
    text,
    commitment,
    responsibility,
    link,
    ...resultOf(text.verdict, commitment, responsibility.met, link),
  };
}

/** The link under the definitions in use: yes or no if every one says so, else unknown. */
function linkValue({ laws, link, definitions }: FindingContext, reading: Reading): Truth {
  // The actor is the incident's, so every target answers alike.
  return linkUnder(laws, reading.nodes[0]?.[link] ?? 1, definitions);
}

/** A link's diagram under definitions, as a truth. */
export function linkUnder(
  laws: Laws,
  diagram: Diagram,
  definitions: Pick<Definitions, 'sets'>,
  fixed?: Parameters<typeof verdictUnder>[3],
): Truth {
  return truthOfVerdict(verdictUnder(laws, diagram, definitions, fixed).verdict);
}

/** A verdict as one part of a finding: gray and indeterminate are both open. */
export function truthOfVerdict(verdict: Verdict): Truth {
  return verdict === 'contrary' ? 'true' : verdict === 'not-contrary' ? 'false' : 'unknown';
}

/** The result of the parts, and which of them are missing or open. */
export function resultOf(
  verdict: Verdict,
  commitment: Pick<Commitment, 'value' | 'owed'>,
  met: boolean,
  link: Truth,
): { result: Result; missing: Part[]; open: Part[] } {
  const parts: [Part, Truth][] = [
    ['text', truthOfVerdict(verdict)],
    ['commitment', commitment.value],
    ['responsibility', met ? 'true' : 'false'],
    // The link is judged only for a state for which the standard is met.
    ['link', met ? link : 'true'],
  ];
  const having = (value: Truth): Part[] => parts.filter(([, truth]) => truth === value).map(([part]) => part);
  const [missing, open] = [having('false'), having('unknown')];
  const onlyCommitment = missing.length === 1 && missing[0] === 'commitment' && open.length === 0;
  const result =
    missing.length === 0
      ? open.length === 0
        ? 'contravenes'
        : 'open'
      : onlyCommitment && notTruth(commitment.owed) !== 'true'
        ? 'would-contravene'
        : 'missing';
  return { result, missing, open };
}

/** Text verdicts of one reading under every set and group, for grids. */
export interface TextGrid {
  sets: { id: string; verdict: Verdict }[];
  groups: { id: string; verdict: Verdict; counts: Counts; leans: TextVerdict['leans'] }[];
}

/** The verdict under each set, and over every view, every set and every variant. */
export function textGrid(view: View, laws: Laws, diagram: Diagram): TextGrid {
  return {
    sets: laws.sets.map((set) => ({ id: set.id, verdict: verdictUnder(laws, diagram, { sets: [set] }).verdict })),
    groups: ['every-view', 'every-set', 'every-variant'].map((id) => ({
      id,
      ...verdictUnder(laws, diagram, findDefinitions(view, id)),
    })),
  };
}
