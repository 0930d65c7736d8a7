/** The definition matrix of a term: who holds which variant, on how much they diverge, and which incidents each would decide. */
import { lawsOf } from '#findings';
import { anyTruth, type Definition, type Encoding, type Envelope, type Incident, type Truth } from '#model';
import { bankVersion, caseBank, computeDivergence, divergenceMethod, type DivergenceResult } from '#negotiation';
import { evaluate, factsOf } from '#norms';
import type { View } from '#registry';
import { envelope } from '../envelope.ts';
import type { Query } from '../query.ts';
import { citedSources, partyName, type CitedSource } from '../sources.ts';

/** A coded variant with what it decides. */
export interface VariantLine {
  id: string;
  reading: string;
  basis: string | null;
  since: string | null;
  /** Holders in the record, with how closely the coding follows them. */
  holders: { definition: string; holder: string; fit: Encoding['holders'][number]['fit']; parties: string[] }[];
  /** Sets of definitions that pick it. */
  sets: string[];
  /** Recorded incidents that fall under it, do not, or cannot be told. */
  incidents: Record<Truth, number>;
  cases: Record<Truth, number>;
}

export interface DefinitionsDossier {
  term: { id: string; label: string; question: string | null; whyContested: string | null };
  definitions: (Definition & { sources: CitedSource[] })[];
  variants: VariantLine[];
  /** Divergence of the coded variants over the fixed bank of hypothetical cases. */
  bank: { version: number; scenes: { id: string; scene: string }[] } & DivergenceResult;
  /** The same over the incidents of the record. */
  record: Omit<DivergenceResult, 'divided'> & {
    /** Incidents that some variants surely cover and others surely do not: choosing the wording decides them. */
    decided: { incident: string; title: string; yes: string[]; no: string[]; unknown: string[] }[];
  };
}

/** Collects the matrix; throws NOT_FOUND for an unknown term. */
export function definitionsDossier(view: View, query: Query, id: string): Envelope<DefinitionsDossier> {
  const term = view.get('term', id);
  const definitions = view.by('definition', 'term', term.id);
  const variants = view.by('encoding', 'term', term.id).filter(({ component }) => !component);
  const sets = view.all('definition-set');
  const { base, holds } = readerOf(view);
  const incidents = view.all('incident');
  const facts = view.all('norm-vocabulary').flatMap((vocabulary) => vocabulary.facts.map(({ name }) => name));
  const bank = caseBank(facts.filter((name) => name !== 'indiscriminate' && name !== 'significant-harm'));
  const overBank = variants.map((variant) => bank.map(({ incident }) => holds(variant, incident)));
  const overRecord = variants.map((variant) => incidents.map((incident) => holds(variant, incident)));
  const bankDivergence = divergence(
    variants,
    bank.map((one) => one.id),
    overBank,
  );
  const { divided, ...recordDivergence } = divergence(
    variants,
    incidents.map((incident) => incident.id),
    overRecord,
  );
  const result: DefinitionsDossier = {
    term: { id: term.id, label: term.label, question: term.question, whyContested: term.whyContested },
    definitions: definitions.map((definition) => ({
      ...definition,
      sources: citedSources(view, definition.citations),
    })),
    variants: variants.map((variant, at) => ({
      id: variant.id,
      reading: variant.reading,
      basis: variant.basis,
      since: variant.since,
      holders: variant.holders.map(({ definition, fit }) => {
        const body = view.find('definition', definition)?.body;
        return { definition, fit, holder: body?.holder ?? definition, parties: body?.parties ?? [] };
      }),
      sets: sets.filter(({ picks }) => picks[term.id] === nameOf(variant)).map((set) => set.id),
      incidents: tally(overRecord[at] ?? []),
      cases: tally(overBank[at] ?? []),
    })),
    bank: { version: bankVersion, scenes: bank.map(({ id: one, scene }) => ({ id: one, scene })), ...bankDivergence },
    record: {
      ...recordDivergence,
      decided: divided.map(({ case: incident, ...who }) => ({
        incident,
        title: view.find('incident', incident)?.body.title ?? incident,
        ...who,
      })),
    },
  };
  return envelope(
    view,
    `${divergenceMethod.id}/${divergenceMethod.version}`,
    query,
    { term: term.id, bank: bankVersion },
    [
      ...divergenceMethod.assumptions,
      'variants are project coding, unreviewed; holders are tied to them exactly, closely or loosely, as marked',
      `other terms inside a variant are read by the set ${base ?? 'none'}; the actor is assumed foreign to and at peace with the victim`,
      'the bank of hypothetical cases is made by the project; facts that a case does not name are false there',
      'incidents: recorded facts only; an incident counts if any of its targets does',
    ],
    result,
  );
}

/**
 * Reads a variant on an incident. A reference to another term inside it is read as the UN view reads it, so that only
 * this term differs.
 */
function readerOf(view: View): { base: string | null; holds: (variant: Encoding, incident: Incident) => Truth } {
  const laws = lawsOf(view);
  const sets = view.all('definition-set');
  const base = sets.find(({ id }) => id === 'un-2021') ?? sets[0];
  // Every variant asks about the same incidents.
  const known = new Map<Incident, ReturnType<typeof factsOf>>();
  const factsAbout = (incident: Incident): ReturnType<typeof factsOf> => {
    let facts = known.get(incident);
    if (!facts) known.set(incident, (facts = factsOf(incident, laws)));
    return facts;
  };
  return {
    base: base?.id ?? null,
    holds: (variant, incident) => {
      const choice = { ...base?.picks, [variant.term]: nameOf(variant) };
      return anyTruth(
        factsAbout(incident).map((facts) => evaluate(laws.library, variant.expression, choice, facts).value),
      );
    },
  };
}

/** How many recorded incidents a coded variant (`term/variant`) covers; throws NOT_FOUND for an unknown one. */
export function incidentsUnder(view: View, variant: string): Record<Truth, number> {
  const encoding = view.get('encoding', variant);
  const { holds } = readerOf(view);
  return tally(view.all('incident').map((incident) => holds(encoding, incident)));
}

/** A line of the list of contested terms. */
export interface ContestedTerm {
  id: string;
  label: string;
  holders: number;
  variants: number;
  /** Who holds a meaning of it, and the coded variants that follow it, each with how closely. */
  held: HeldMeaning[];
}

export interface HeldMeaning {
  definition: string;
  holder: string;
  parties: { id: string; name: string }[];
  agreement: string | null;
  heldFrom: string | null;
  variants: { id: string; fit: Encoding['holders'][number]['fit'] }[];
}

/** Every contested term with how many hold a meaning of it and how many variants are coded. */
export function termList(view: View, query: Query): Envelope<{ items: ContestedTerm[] }> {
  const items = view.all('term').map(({ id, label }) => {
    const held = heldMeanings(view, id);
    return {
      id,
      label,
      holders: held.length,
      variants: view.by('encoding', 'term', id).filter(({ component }) => !component).length,
      held,
    };
  });
  return envelope(view, 'terms/1', query, {}, [], { items });
}

function heldMeanings(view: View, term: string): HeldMeaning[] {
  const variants = view.by('encoding', 'term', term);
  return view.by('definition', 'term', term).map(({ id, holder, parties, agreement, heldFrom }) => ({
    definition: id,
    holder,
    parties: parties.map((party) => ({ id: party, name: partyName(view, party) })),
    agreement,
    heldFrom,
    variants: variants.flatMap((variant) => {
      const fit = variant.holders.find(({ definition }) => definition === id)?.fit;
      return fit === undefined ? [] : [{ id: nameOf(variant), fit }];
    }),
  }));
}

/** The variant's name within its term. */
function nameOf(variant: Encoding): string {
  return variant.id.slice(variant.id.indexOf('/') + 1);
}

/** Fewer than two coded variants diverge on nothing: the numbers are then null, not zero. */
function divergence(
  variants: readonly Encoding[],
  cases: readonly string[],
  answers: readonly Truth[][],
): DivergenceResult {
  if (variants.length < 2 || cases.length === 0) {
    return { cases: cases.length, pairs: [], alpha: null, pairable: 0, divided: [] };
  }
  return computeDivergence({
    cases: [...cases],
    holders: variants.map((variant, at) => ({ id: nameOf(variant), answers: answers[at] ?? [] })),
  });
}

function tally(values: readonly Truth[]): Record<Truth, number> {
  const counts: Record<Truth, number> = { true: 0, false: 0, unknown: 0 };
  for (const value of values) counts[value] += 1;
  return counts;
}
