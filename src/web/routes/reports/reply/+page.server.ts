/** A reply to be filed: what it answers is in the address, with whom that names and the replies that stand. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { ReplyLine, Subject } from '#server';
import { ask } from '../../../reading/ask.ts';

export interface ReplyPage {
  answer: Envelope<{ subject: Subject; replies: ReplyLine[] }> | null;
  kind: string;
  id: string;
  party: string;
}

export async function load(event: ServerLoadEvent): Promise<ReplyPage> {
  const word = (name: string): string => (event.url.searchParams.get(name) ?? '').trim();
  const [kind, id] = [word('kind'), word('id')];
  const answer =
    kind === '' || id === ''
      ? null
      : await ask<{ subject: Subject; replies: ReplyLine[] }>(event, '/reply-subject', { kind, id });
  return { answer, kind, id, party: word('party') };
}
