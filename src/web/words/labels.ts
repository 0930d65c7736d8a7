/** Codes of the record in plain, neutral words. */
import type { Stance, Truth } from '#model';

const own: Readonly<Record<string, string>> = {
  'un-consensus-report': 'UN consensus report',
  'un-expert-group-without-report': 'UN expert group without report',
  'unga-resolution': 'UN General Assembly resolution',
  'un-standing-body': 'UN standing body',
  'multistakeholder-proposal': 'multi-stakeholder proposal',
  'state-or-territory': 'state or territory',
  'signed-or-endorsed': 'signed or endorsed',
  'expert-state': "adopted by the state's expert",
  igo: 'intergovernmental organisation',
  ngo: 'non-governmental organisation',
  cert: 'incident response team',
  'it-supply-chain': 'IT supply chain',
  'non-state': 'a non-state actor, no state',
  'not-named': 'nobody named',
  undetermined: 'undetermined, says the source',
  'origin-only': 'place of origin only, no state',
  'none-announced': 'none announced',
  'pre-positioning': 'pre-positioning',
  self: 'the actor itself',
  'self-attribution': 'own statement of the actor',
};

/** A code as words: "political-declaration" reads "political declaration". */
export function words(code: string): string {
  return own[code] ?? code.replaceAll('-', ' ');
}

/** A list of codes as words; "unknown" where it is empty, since an empty list in the record means that. */
export function wordsOf(codes: readonly string[]): string {
  return codes.length === 0 ? 'unknown' : codes.map(words).join(', ');
}

/** What a statement does, in the voice of a record keeper. */
export const stanceWords: Readonly<Record<Stance, string>> = {
  attributes: 'attributes',
  denies: 'denies',
  disputes: 'disputes',
  retracts: 'retracts',
};

/** Truth as an answer. */
export const truthWords: Readonly<Record<Truth, string>> = { true: 'yes', false: 'no', unknown: 'unknown' };

/** "1 incident", "2 incidents". */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** First letter in upper case. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
