/** The gray-area ledger; agreement and clause are words of the address. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { ContestedTerm, GrayArea } from '#server';
import { ask } from '../../reading/ask.ts';
import { agreementTitles } from '../../reading/names.ts';

export interface GrayAreaPage {
  answer: Envelope<GrayArea>;
  agreements: Record<string, string>;
  /** Labels of contested terms by id. */
  terms: Record<string, string>;
}

export async function load(event: ServerLoadEvent): Promise<GrayAreaPage> {
  const given = event.url.searchParams;
  const words = { agreement: given.get('agreement'), provision: given.get('provision') };
  const [answer, agreements, terms] = await Promise.all([
    ask<GrayArea>(event, '/gray-area', words),
    agreementTitles(event),
    ask<{ items: ContestedTerm[] }>(event, '/definitions'),
  ]);
  return { answer, agreements, terms: Object.fromEntries(terms.result.items.map(({ id, label }) => [id, label])) };
}
