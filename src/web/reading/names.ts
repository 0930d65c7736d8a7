/** Names for codes: parties and agreements that an answer mentions by id only. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { AgreementLine, ListPage } from '#server';
import { ask } from './ask.ts';

/** Neutral names of all parties by id. */
export async function partyNames(event: ServerLoadEvent): Promise<Record<string, string>> {
  const { result } = await ask<ListPage<{ id: string; name: string }>>(event, '/parties', { limit: '1000' });
  return Object.fromEntries(result.items.map(({ id, name }) => [id, name]));
}

/** Titles of all agreements by id. */
export async function agreementTitles(event: ServerLoadEvent): Promise<Record<string, string>> {
  const { result } = await ask<ListPage<AgreementLine>>(event, '/agreements', { limit: '1000' });
  return Object.fromEntries(result.items.map(({ id, title }) => [id, title]));
}
