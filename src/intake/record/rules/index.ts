/** The table of rules that the record is checked by: one file a rule; docs/methodology/codebook.md lists them. */
import { accusedAnswer } from './accused-answer.ts';
import { answersRule } from './answers.ts';
import { attributionAfterStart } from './attribution-after-start.ts';
import { companies } from './companies.ts';
import { coSignatories } from './co-signatories.ts';
import { intervals } from './intervals.ts';
import { neutralWords } from './neutral-words.ts';
import { noCycles } from './no-cycles.ts';
import { noNaturalPerson } from './no-natural-person.ts';
import { normVocabularyRule } from './norm-vocabulary.ts';
import { personas } from './personas.ts';
import { references } from './references.ts';
import { rolls } from './rolls.ts';
import { rounds } from './rounds.ts';
import type { RecordRule } from './rule.ts';
import { sourced } from './sourced.ts';
import { speakers } from './speakers.ts';
import { uniqueIds } from './unique-ids.ts';
import { urls } from './urls.ts';

export const recordRules: readonly RecordRule[] = [
  uniqueIds,
  references,
  noCycles,
  normVocabularyRule,
  intervals,
  attributionAfterStart,
  answersRule,
  sourced,
  urls,
  noNaturalPerson,
  personas,
  companies,
  neutralWords,
  speakers,
  accusedAnswer,
  coSignatories,
  rolls,
  rounds,
];

/** The rule that compiling itself enforces: form, codes, dates and places of files. */
export const schemaRule = {
  id: 'schema',
  rule: 'Every file lies where its kind lives, is readable YAML, and every field has the form, code or date that its schema asks for.',
};
