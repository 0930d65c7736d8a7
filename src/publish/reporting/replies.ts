/** Replies to a statement: shown with it, whole, wherever it is shown. */
import type { Reply, RecordKind } from '#model';
import type { View } from '#registry';
import { partyName } from '../sources.ts';

export interface ReplyLine extends Reply {
  statement: string;
  recordedAt: string;
  partyName: string;
  /** Does the statement that is answered name the party? Who is named comes first. */
  isNamed: boolean;
}

/** The standing replies to a record, of parties that it names first, then by time. */
export function repliesTo(view: View, kind: string, id: string): ReplyLine[] {
  return repliesWhere(view, ({ to }) => to.kind === kind && to.id === id);
}

/** All standing replies, or those of one party. */
export function repliesWhere(view: View, wanted: (reply: Reply) => boolean): ReplyLine[] {
  return view
    .versions('reply')
    .filter(({ body }) => wanted(body))
    .map(({ body: reply, statement, recordedAt }) => ({
      ...reply,
      statement,
      recordedAt,
      partyName: partyName(view, reply.party),
      isNamed: names(view.find(reply.to.kind as RecordKind, reply.to.id)?.body, reply.party),
    }))
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || order(a.recordedAt, b.recordedAt) || order(a.id, b.id));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True if a value somewhere in a body is this party's id. */
function names(value: unknown, party: string): boolean {
  if (typeof value === 'string') return value === party;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) => names(inner, party));
}
