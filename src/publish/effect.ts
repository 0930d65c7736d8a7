/** The effect of an agreement as readers meet it: cited evidence with its sources, own counts, range or refusal. */
import {
  effectAssumptions,
  effectOfAgreement,
  type AgreementEffect,
  type EffectRange,
  type WindowRatio,
} from '#analysis';
import { findStandard } from '#attribution';
import { commitmentStandard } from '#findings';
import { purposes, ServandaError, type CitedEvidence, type Envelope, type Purpose } from '#model';
import type { View } from '#registry';
import { envelope } from './envelope.ts';
import type { Query } from './query.ts';
import { citedSources, partyName, type CitedSource } from './sources.ts';

/** Whose conduct, against whom, with which purposes; whatever is missing is not narrowed. */
export interface EffectWords {
  party?: string | undefined;
  target?: string | undefined;
  purposes?: readonly string[] | undefined;
}

export interface EvidenceLine extends CitedEvidence {
  saidByNames: string[];
  sources: CitedSource[];
}

export interface EffectDossier extends Omit<AgreementEffect, 'evidence'> {
  sentence: string;
  partyName: string | null;
  targetName: string | null;
  evidence: EvidenceLine[];
}

/** The whole answer. Throws NOT_FOUND for an unknown agreement or party, INPUT_INVALID for an unknown purpose. */
export function effectAnswer(view: View, query: Query, agreement: string, words: EffectWords): Envelope<EffectDossier> {
  const { asOf, standard, commitment } = query;
  const chosen = (words.purposes ?? []).map(parsePurpose);
  const [party, target] = [words.party ?? null, words.target ?? null];
  const effect = effectOfAgreement(view, { agreement, asOf, standard, commitment, party, target, purposes: chosen });
  const nameOf = (id: string | null): string | null => (id === null ? null : partyName(view, id));
  const dossier: EffectDossier = {
    ...effect,
    sentence: effectSentence(effect, nameOf(party), nameOf(target), query),
    partyName: nameOf(party),
    targetName: nameOf(target),
    evidence: effect.evidence.map((evidence) => ({
      ...evidence,
      saidByNames: evidence.saidBy.map((speaker) => partyName(view, speaker)),
      sources: citedSources(view, evidence.citations),
    })),
  };
  return envelope(
    view,
    'effect/1',
    query,
    { agreement, party, target, purposes: chosen },
    assumptionsOf(query),
    dossier,
  );
}

/** An agreement in the list of effects: what others said on it. The own assessment takes long and has a page each. */
export interface EffectLine {
  id: string;
  title: string;
  adoptedOn: string | null;
  statements: number;
  directions: CitedEvidence['direction'][];
}

/** Agreements with most cited evidence first, then the latest. */
export function effectLines(view: View): EffectLine[] {
  return view
    .all('agreement')
    .map(({ id, title, adoptedOn }) => {
      const evidence = view.by('cited-evidence', 'agreement', id);
      const directions = [...new Set(evidence.map(({ direction }) => direction))].sort();
      return { id, title, adoptedOn, statements: evidence.length, directions };
    })
    .sort(
      (a, b) =>
        b.statements - a.statements || ((a.adoptedOn ?? '') < (b.adoptedOn ?? '') ? 1 : -1) || (a.id < b.id ? -1 : 1),
    );
}

function parsePurpose(word: string): Purpose {
  const found = purposes.find((purpose) => purpose === word);
  if (found) return found;
  throw new ServandaError(
    'INPUT_INVALID',
    `"${word.slice(0, 80)}" is not a purpose. Purposes: ${purposes.join(', ')}.`,
    {
      place: { field: 'purpose' },
    },
  );
}

function assumptionsOf(query: Query): string[] {
  return [
    `attribution standard ${query.standard}: ${findStandard(query.standard).rule}`,
    `commitment standard ${query.commitment}: ${commitmentStandard(query.commitment).rule}`,
    'counted: recorded incidents that surely began on or before the as-of date, by states bound on that date (of a bilateral text: towards each other), or by the party asked for',
    "the change is looked for from the first whole month after the date: the party's own adherence, else entry into force, else adoption",
    'readings: the standard in use and any-report; incidents without a month at their earliest and at their latest; 60 and 120 months before; beginning at once and after 12 months; up to 60 months after',
    'months fewer than half of whose incidents are disclosed yet, by the delays of the record itself, are left out',
    'the shipped record is not a sample: it was collected in quotas, so its counts say nothing on how often any state acts',
    'cited evidence is shown as said; where its series was not published no test of it is stated',
    ...effectAssumptions,
  ];
}

/** A sentence that may be quoted: verdict, reason, n; a ratio only as a range with its placebo shares. */
export function effectSentence(
  { title, date, verdict, reason, range, counts }: AgreementEffect,
  party: string | null,
  target: string | null,
  query: Query,
): string {
  const who = `${party === null ? 'recorded conduct of those bound' : `conduct recorded as of ${party}`}${target === null ? '' : ` against ${target}`}`;
  const when = date === null ? '' : ` (${date.of}, ${date.day})`;
  return `${title}${when}: whether ${who} changed: ${verdict} (n = ${counts.n} under ${query.standard}; ${rangeWords(range)}${reason}).`;
}

function rangeWords(range: EffectRange | null): string {
  if (!range?.rateRatio || !range.placeboShare) return '';
  const { rateRatio, placeboShare } = range;
  return (
    `rate ratio ${rateRatio.lower.toFixed(2)}–${rateRatio.upper.toFixed(2)} with placebo share ` +
    `${placeboShare.lower.toFixed(2)}–${placeboShare.upper.toFixed(2)} `
  );
}

/** One line on a window: the interval of the ratio and what it would take of detection, or why there is none. */
export function ratioWords({ months, before, after, rateRatio, refused }: WindowRatio): string {
  const counted = ({ certain, possible }: { certain: number; possible: number }): string =>
    certain === possible ? String(certain) : `${certain}–${possible}`;
  const counts = `${months} months before ${counted(before)}, after ${counted(after)}`;
  if (!rateRatio) return `${counts}: no ratio stated (${refused ?? 'refused'})`;
  const span = `${rateRatio.lower.toFixed(2)}–${rateRatio.upper.toFixed(2)}`;
  return `${counts}: rate ratio ${span}; no true change would require that detection changed by the same factor`;
}
