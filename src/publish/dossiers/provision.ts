/** Everything the page of a provision shows: the clause, its coded reading, what it reaches, and its relatives. */
import { commitmentStandard, lawsOf } from '#findings';
import { isOnOrBefore, parseDay, type Known, type NormCoding, type NormExpression, type Provision } from '#model';
import { phraseExpression } from '#norms';
import { bondsOn, type View } from '#registry';
import { definitionSets, type CodedTerm } from '../findings/definition-sets.ts';
import { provisionCounts, type AgreementGrid } from '../findings/grid.ts';
import { linkWords } from '../findings/sentence.ts';
import type { Query } from '../query.ts';
import { citedSources, partyName, type CitedSource } from '../sources.ts';
import { inPrintedOrder } from './agreement.ts';

/** A step of a coded reading. `term` names the contested term that stands there. */
export interface NormNode {
  label: string;
  term?: string;
  parts: NormNode[];
}

/** A clause of another text that this one took over, or that took over this one. */
export interface RelatedProvision {
  id: string;
  ref: string;
  short: string | null;
  agreement: string;
  agreementTitle: string;
  adoptedOn: string | null;
  paraphrase: string;
  /** 1: directly; 2: by way of one other; and so on. */
  steps: number;
}

export interface ProvisionDossier {
  provision: Provision & { sources: CitedSource[] };
  agreement: {
    id: string;
    title: string;
    agreementKind: string;
    legallyBinding: boolean;
    bilateral: boolean;
    adoptedOn: string | null;
    textUrl: string | null;
  };
  before: { id: string; ref: string } | null;
  after: { id: string; ref: string } | null;
  norm: (NormCoding & { linkWords: string; phrase: string | null; tree: NormNode | null }) | null;
  /** Contested terms that the reading or its link uses, directly or inside another term. */
  terms: CodedTerm[];
  /** null where the clause is not tested on incidents. */
  findings: AgreementGrid | null;
  bound: { certain: number; possible: number };
  ancestors: RelatedProvision[];
  descendants: RelatedProvision[];
  invocations: {
    id: string;
    incident: string;
    title: string;
    by: string[];
    byNames: string[];
    madeOn: string | null;
    text: string;
    known: Known;
    sources: CitedSource[];
  }[];
}

/** Collects the dossier; throws NOT_FOUND for an unknown provision. */
export function provisionDossier(view: View, id: string, query: Query): ProvisionDossier {
  const provision = view.get('provision', id);
  const agreement = view.get('agreement', provision.agreement);
  const clauses = inPrintedOrder(view.by('provision', 'agreement', agreement.id));
  const at = clauses.findIndex((clause) => clause.id === provision.id);
  const neighbour = (clause: Provision | undefined): ProvisionDossier['before'] =>
    clause ? { id: clause.id, ref: clause.ref } : null;
  const { norm } = provision;
  const act = norm?.act ?? null;
  const bonds = [...bondsOn(view, agreement.id, query.asOf, commitmentStandard(query.commitment).bases).values()];
  const certain = bonds.filter(({ inForce }) => inForce === 'true').length;
  return {
    provision: { ...provision, sources: citedSources(view, provision.citations) },
    agreement: {
      id: agreement.id,
      title: agreement.title,
      agreementKind: agreement.agreementKind,
      legallyBinding: agreement.legallyBinding,
      bilateral: agreement.bilateral,
      adoptedOn: agreement.adoptedOn,
      textUrl: agreement.textUrl,
    },
    before: neighbour(clauses[at - 1]),
    after: neighbour(clauses[at + 1]),
    norm: norm && {
      ...norm,
      linkWords: linkWords(norm.link ?? 'conduct'),
      phrase: act === null ? null : phraseExpression(act),
      tree: act === null ? null : normNode(view, act),
    },
    terms: act === null ? [] : termsBelow(view, [act, linkOf(view, norm?.link ?? 'conduct')]),
    findings: norm?.class === 'norm' ? provisionCounts(view, query, provision.id) : null,
    bound: { certain, possible: bonds.length - certain },
    ancestors: relatives(view, provision, ({ descendsFrom }) =>
      descendsFrom.flatMap((earlier) => view.find('provision', earlier)?.body ?? []),
    ),
    descendants: relatives(view, provision, (earlier) =>
      view.all('provision').filter(({ descendsFrom }) => descendsFrom.includes(earlier.id)),
    ),
    invocations: invocationsOf(view, provision.id, query.asOf),
  };
}

/** Statements that name the clause. A day that is not known is kept: it is shown as unknown. */
function invocationsOf(view: View, id: string, asOf: string): ProvisionDossier['invocations'] {
  const last = parseDay(asOf);
  return view
    .all('norm-invocation')
    .filter(
      ({ provisions, madeOn }) =>
        provisions.includes(id) && (madeOn === null || isOnOrBefore(madeOn, last) !== 'false'),
    )
    .sort((a, b) => ((a.madeOn ?? '9999') < (b.madeOn ?? '9999') ? -1 : 1))
    .map((invocation) => ({
      id: invocation.id,
      incident: invocation.incident,
      title: view.find('incident', invocation.incident)?.body.title ?? invocation.incident,
      by: invocation.by,
      byNames: invocation.by.map((party) => partyName(view, party)),
      madeOn: invocation.madeOn,
      text: invocation.text,
      known: invocation.known,
      sources: citedSources(view, invocation.citations),
    }));
}

/** All relatives in one direction, the nearest first; a circle in the record ends where it began. */
function relatives(
  view: View,
  start: Provision,
  next: (provision: Provision) => readonly Provision[],
): RelatedProvision[] {
  const found = new Map<string, RelatedProvision>();
  let generation: readonly Provision[] = [start];
  for (let steps = 1; generation.length > 0; steps += 1) {
    generation = generation.flatMap(next).filter(({ id }) => id !== start.id && !found.has(id));
    for (const { id, ref, short, agreement, paraphrase } of generation) {
      const text = view.find('agreement', agreement)?.body;
      found.set(id, {
        id,
        ref,
        short,
        agreement,
        agreementTitle: text?.title ?? agreement,
        adoptedOn: text?.adoptedOn ?? null,
        paraphrase,
        steps,
      });
    }
  }
  return [...found.values()];
}

/** The reading as steps that a reader can follow; what it says in one line is the phrase. */
function normNode(view: View, expression: NormExpression): NormNode {
  const inner = (parts: readonly NormExpression[]): NormNode[] => parts.map((part) => normNode(view, part));
  if (typeof expression !== 'boolean') {
    if ('all' in expression) return { label: 'all of these hold', parts: inner(expression.all) };
    if ('any' in expression) return { label: 'at least one of these holds', parts: inner(expression.any) };
    if ('not' in expression) return { label: 'this does not hold', parts: inner([expression.not]) };
    if ('except' in expression) {
      const { rule, unless } = expression.except;
      return {
        label: 'the first holds unless the second does',
        parts: inner([rule, unless]),
      };
    }
    if ('term' in expression) {
      return {
        label: view.find('term', expression.term)?.body.label ?? expression.term,
        term: expression.term,
        parts: [],
      };
    }
    if ('variant' in expression) {
      const [term = ''] = expression.variant.split('/');
      const reading = view.find('encoding', expression.variant)?.body.reading ?? expression.variant;
      return { label: `fixed reading: ${reading}`, term, parts: [] };
    }
  }
  return { label: phraseExpression(expression), parts: [] };
}

/** What ties a named state to the conduct, as the vocabulary of norms has it. */
function linkOf(view: View, link: string): NormExpression {
  return lawsOf(view).library.expressions.get(`link ${link}`) ?? true;
}

function termsBelow(view: View, roots: readonly NormExpression[]): CodedTerm[] {
  const names = new Set<string>();
  const visitTerm = (term: string): void => {
    if (names.has(term)) return;
    names.add(term);
    for (const { expression } of view.by('encoding', 'term', term)) visit(expression);
  };
  const visit = (expression: NormExpression): void => {
    if (typeof expression === 'boolean') return;
    if ('all' in expression) expression.all.forEach(visit);
    else if ('any' in expression) expression.any.forEach(visit);
    else if ('not' in expression) visit(expression.not);
    else if ('except' in expression) [expression.except.rule, expression.except.unless].forEach(visit);
    else if ('term' in expression) visitTerm(expression.term);
    else if ('variant' in expression) visitTerm(expression.variant.split('/')[0] ?? '');
    else if ('norm' in expression) {
      const inner = view.find('provision', expression.norm)?.body.norm?.act;
      if (inner !== null && inner !== undefined) visit(inner);
    }
  };
  roots.forEach(visit);
  return definitionSets(view).terms.filter(({ id }) => names.has(id));
}
