/** The answer on transparency that command and API share. */
import {
  computeTransparency,
  transparencyOfAgreement,
  type Obligation,
  type Transparency,
  type TransparencyOfAgreement,
} from '#analysis';
import type { Envelope } from '#model';
import type { View } from '#registry';
import { envelope } from './envelope.ts';
import type { Query } from './query.ts';
import { obligationsOf } from './reporting/obligations.ts';
import { reportVersions } from './reporting/reports.ts';

/** What transparency takes for granted. */
export const transparencyAssumptions: readonly string[] = [
  'whether a text obliges anybody to report is project coding, unreviewed',
  'where no reporting duty exists, its absence is the result: no filing rate can be stated',
  'level and evidence of a report are those of final reviews, else its own words; the lower median over its provisions',
  'published reports are those recorded; a report that nobody found may exist',
];

/** What was filed with an instance, owed or not. */
export interface FiledHere {
  reports: number;
  parties: number;
  reviews: number;
  /** The rates over recorded offers, which nobody has to keep; null where none is recorded. */
  offered: Transparency | null;
}

/** Transparency of every agreement, in order of title: what is owed, what was published, what is not there. */
export function transparencyOverview(view: View, query: Query): Envelope<{ items: TransparencyOfAgreement[] }> {
  const items = view
    .all('agreement')
    .map(({ id }) => transparencyOfAgreement(view, id, query.asOf))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  return envelope(view, 'transparency/1', query, {}, transparencyAssumptions, { items });
}

/** Transparency of an agreement, in its envelope. What is owed comes from the recorded duties, unless it is handed in. */
export function transparencyAnswer(
  view: View,
  query: Query,
  agreement: string,
  obligations: readonly Obligation[] = obligationsOf(view, query, agreement, 'owed'),
): Envelope<TransparencyOfAgreement & { filedHere: FiledHere }> {
  const result = transparencyOfAgreement(view, agreement, query.asOf, obligations);
  const reports = reportVersions(view, result.agreement).map(({ body }) => body);
  const offered = obligationsOf(view, query, agreement, 'offered');
  const filedHere: FiledHere = {
    reports: reports.length,
    parties: new Set(reports.map(({ party }) => party)).size,
    reviews: view.by('review', 'agreement', result.agreement).length,
    offered: offered.length === 0 ? null : computeTransparency(offered, query.asOf),
  };
  const answer = { ...result, filedHere };
  return envelope(view, 'transparency/1', query, { agreement }, transparencyAssumptions, answer);
}
