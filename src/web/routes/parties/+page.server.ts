/** The list of parties. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope, Party } from '#model';
import type { ListPage } from '#server';
import { ask } from '../../reading/ask.ts';

export async function load(event: ServerLoadEvent): Promise<{ answer: Envelope<ListPage<Party>> }> {
  const words = event.url.searchParams;
  return {
    answer: await ask<ListPage<Party>>(event, '/parties', {
      q: words.get('q'),
      kind: words.get('kind'),
      cursor: words.get('cursor'),
      limit: '1000',
    }),
  };
}
