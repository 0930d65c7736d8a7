/** Findings in neutral words: verdicts, results, what is missing, causes, and moves that would change an outcome. */
import type { ExplainedState, FindingLine } from '#server';
import { words } from './labels.ts';

export type TextVerdict = FindingLine['text'];
export type Result = NonNullable<FindingLine['result']>;
export type Part = FindingLine['missing'][number];
export type Cause = FindingLine['causes'][number];
export type Move = ExplainedState['flips'][number]['moves'][number];

/** In the order of a legend. */
export const textVerdicts: readonly TextVerdict[] = ['contrary', 'gray', 'indeterminate', 'not-contrary'];
export const results: readonly Result[] = ['contravenes', 'would-contravene', 'open', 'missing'];

/** Short, for cells. That a clause does not reach an operation acquits nobody. */
export const verdictWords: Readonly<Record<TextVerdict, string>> = {
  contrary: 'contrary',
  gray: 'gray',
  indeterminate: 'indeterminate',
  'not-contrary': 'not reached',
};

export const verdictMeaning: Readonly<Record<TextVerdict, string>> = {
  contrary: 'the operation, as recorded, is contrary to this clause under the definitions in use',
  gray: 'definitions decide: some make it contrary, some do not',
  indeterminate: 'facts decide: something that is not recorded keeps it open',
  'not-contrary': 'this clause does not reach it; that is no acquittal',
};

export const resultWords: Readonly<Record<Result, string>> = {
  contravenes: 'contravenes',
  'would-contravene': 'would contravene',
  open: 'open',
  missing: 'not said',
};

export const resultMeaning: Readonly<Record<Result, string>> = {
  contravenes: 'contrary, committed, and named as responsible with the link the clause asks for',
  'would-contravene': 'all but the commitment: it would contravene if the state had been committed',
  open: 'nothing is surely missing; something is not decided',
  missing: 'at least one part is surely missing, so that it is not said',
};

export const partWords: Readonly<Record<Part, string>> = {
  text: 'text',
  commitment: 'commitment',
  responsibility: 'responsibility',
  link: 'link',
};

/** "text and commitment"; "nothing" for none. */
export function partsInWords(parts: readonly Part[]): string {
  return parts.length === 0 ? 'nothing' : inSeries(parts.map((part) => partWords[part]));
}

/** Why a finding is open, as a phrase. Names of facts and terms are codes of the record. */
export function causeInWords({ kind, name }: Cause): string {
  switch (kind) {
    case 'missing-fact':
      return `not recorded: ${words(name)}`;
    case 'contested-term':
      return `definitions disagree on: ${words(name)}`;
    case 'no-attribution':
      return name === '' ? 'nobody is named' : `the standard is not met for ${name}`;
    case 'commitment-dates':
      return 'dates leave open whether there was a commitment';
    case 'link':
      return 'the link that the clause asks for is not known';
    case 'clause-not-verifiable':
      return `the clause is recorded as not verifiable${name === '' ? '' : `: ${name}`}`;
  }
}

/** What would have to be so, to follow "if". */
export function moveInWords(move: Move): string {
  switch (move.move) {
    case 'fact':
      return factInWords(move);
    case 'definition':
      return `the term “${words(move.term)}” meant “${words(move.variant)}”`;
    case 'standard':
      return `the attribution standard were ${move.standard}`;
    case 'commitment-standard':
      return `the commitment standard were ${move.commitment}`;
    case 'membership':
      return 'the state had been committed to the text on the dates of the operation';
  }
}

function factInWords({ name, target, to, codes }: Extract<Move, { move: 'fact' }>): string {
  const where = target === null ? '' : ` (target ${target + 1})`;
  switch (to) {
    case 'true':
      return `“${words(name)}” were known to hold${where}`;
    case 'false':
      return `“${words(name)}” were known not to hold${where}`;
    case 'complete':
      return `the recorded ${words(name)} were known to be all${where}`;
    case 'includes':
      return `the ${words(name)} were known to include ${(codes ?? []).map(words).join(' or ')}${where}`;
    default:
      return `“${words(name)}” were ${to}${where}`;
  }
}

/** "a", "a and b", "a, b and c". */
export function inSeries(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** The address of a finding's reasons. */
export function findingPath(incident: string, provision: string): string {
  return `/findings/${[incident, ...provision.split('/')].map(encodeURIComponent).join('/')}`;
}

/** The address of a clause's page. */
export function provisionPath(provision: string): string {
  return `/provisions/${provision.split('/').map(encodeURIComponent).join('/')}`;
}
