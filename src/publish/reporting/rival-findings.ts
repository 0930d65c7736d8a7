/** Readings of others beside the computed one: each in the words of who signed it. */
import type { RivalFinding } from '#model';
import type { View } from '#registry';
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
