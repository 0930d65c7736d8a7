/** Readings of others beside the computed one: each in the words of who signed it. */
import { ServandaError, type Envelope, type RivalFinding } from '#model';
import type { View } from '#registry';
import { envelope } from '../envelope.ts';
import { explainFinding, findingAssumptions } from '../findings/index.ts';
import type { Query } from '../query.ts';
import { partyName } from '../sources.ts';
import { repliesTo, type ReplyLine } from './replies.ts';

export interface RivalLine extends RivalFinding {
  statement: string;
  recordedAt: string;
  partyName: string;
  replies: ReplyLine[];
}

/** Rival findings on an incident, or on one clause of it, in order of id. */
export function rivalFindingsOn(view: View, incident: string, provision?: string): RivalLine[] {
  return view
    .versions('rival-finding')
    .filter(({ body }) => body.incident === incident && (provision === undefined || body.provision === provision))
    .map(({ body: finding, statement, recordedAt }) => ({
      ...finding,
      statement,
      recordedAt,
      partyName: partyName(view, finding.party),
      replies: repliesTo(view, 'rival-finding', finding.id),
    }));
}

export interface Readings {
  /** In order of id. */
  items: RivalLine[];
  /** What is computed of the same clauses, by provision; null where the clause is not tested on incidents. */
  computed: Record<string, string | null>;
}

/** The signed readings beside the computed ones; throws NOT_FOUND for the incident. */
export function readingsAnswer(view: View, query: Query, incident: string, provision?: string): Envelope<Readings> {
  const { id } = view.get('incident', incident);
  const items = rivalFindingsOn(view, id, provision);
  const clauses = new Set([...items.map((item) => item.provision), ...(provision === undefined ? [] : [provision])]);
  const computed = Object.fromEntries([...clauses].map((clause) => [clause, computedText(view, query, id, clause)]));
  const parameters = { incident: id, ...(provision !== undefined && { provision }) };
  return envelope(view, 'rival-findings/1', query, parameters, findingAssumptions(view, query), { items, computed });
}

function computedText(view: View, query: Query, incident: string, provision: string): string | null {
  try {
    return explainFinding(view, incident, provision, query).operation.text.verdict;
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') return null;
    throw error;
  }
}
