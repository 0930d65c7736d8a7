/** Replies to a statement: shown with it, whole, wherever it is shown. */
import type { Reply } from '#model';
import type { View } from '#registry';
import { partyName } from '../sources.ts';
import { subjectUnder, type Subject } from './subject.ts';

export interface ReplyLine extends Reply {
  statement: string;
  recordedAt: string;
  partyName: string;
  /** Does the statement that is answered name the party? Who is named comes first. */
  isNamed: boolean;
  /** What is answered; null where it is not in view. */
  subject: Subject | null;
}

/** Which replies are wanted; what is left out restricts nothing. */
export interface ReplyWords {
  kind?: string | undefined;
  id?: string | undefined;
  party?: string | undefined;
  /** To the incident or to any statement about it. */
  incident?: string | undefined;
  /** To the agreement, its clauses, adherences, reports and reviews. */
  agreement?: string | undefined;
  /** To statements that name this party, whoever replies. */
  about?: string | undefined;
}

/** The standing replies to a record, of parties that it names first, then by time. */
export function repliesTo(view: View, kind: string, id: string): ReplyLine[] {
  return repliesWhere(view, { kind, id });
}

/** The standing replies that fit, of parties that are named first, then by time. */
export function repliesWhere(view: View, words: ReplyWords): ReplyLine[] {
  return view
    .versions('reply')
    .filter(({ body: { to, party } }) => fits(words.kind, to.kind) && fits(words.id, to.id) && fits(words.party, party))
    .map(({ body: reply, statement, recordedAt }) => {
      const subject = subjectUnder(view, reply.to.kind, reply.to.id);
      return {
        ...reply,
        statement,
        recordedAt,
        partyName: partyName(view, reply.party),
        isNamed: subject?.named.some(({ party }) => party === reply.party) ?? false,
        subject,
      };
    })
    .filter(
      ({ subject }) =>
        fits(words.incident, subject?.incident ?? null) &&
        fits(words.agreement, subject?.agreement ?? null) &&
        (words.about === undefined || (subject?.named.some(({ party }) => party === words.about) ?? false)),
    )
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || order(a.recordedAt, b.recordedAt) || order(a.id, b.id));
}

function fits(wanted: string | undefined, value: string | null): boolean {
  return wanted === undefined || wanted === value;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
