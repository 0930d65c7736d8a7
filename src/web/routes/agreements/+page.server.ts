/** The list of agreements. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { AgreementLine, ListPage } from '#server';
import { ask } from '../../reading/ask.ts';

export async function load(event: ServerLoadEvent): Promise<{ answer: Envelope<ListPage<AgreementLine>> }> {
  const words = event.url.searchParams;
  return {
    answer: await ask<ListPage<AgreementLine>>(event, '/agreements', {
      q: words.get('q'),
      cursor: words.get('cursor'),
    }),
  };
}
