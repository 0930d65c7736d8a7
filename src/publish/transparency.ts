/** The answer on transparency that command and API share. */
import { transparencyOfAgreement, type Obligation, type TransparencyOfAgreement } from '#analysis';
import type { Envelope } from '#model';
import type { View } from '#registry';
import { envelope } from './envelope.ts';
import type { Query } from './query.ts';

/** What transparency takes for granted. */
export const transparencyAssumptions: readonly string[] = [
  'whether a text obliges anybody to report is project coding, unreviewed',
  'where no reporting duty exists, its absence is the result: no filing rate can be stated',
  'published reports are those recorded; a report that nobody found may exist',
];

/** Transparency of an agreement, in its envelope. `obligations` come from the reporting of an instance. */
export function transparencyAnswer(
  view: View,
  query: Query,
  agreement: string,
  obligations: readonly Obligation[] = [],
): Envelope<TransparencyOfAgreement> {
  const result = transparencyOfAgreement(view, agreement, query.asOf, obligations);
  return envelope(view, 'transparency/1', query, { agreement }, transparencyAssumptions, result);
}
