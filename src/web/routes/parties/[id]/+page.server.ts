/** One party: its dossier, and its own house. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { PartyDossier } from '#server';
import { ask } from '../../../reading/ask.ts';
import { askOwnHouse, type OwnHouse } from '../../../reading/own-house.ts';

export interface PartyPage {
  answer: Envelope<PartyDossier>;
  /** Null for those that are no state. */
  house: OwnHouse | null;
}

export async function load(event: ServerLoadEvent): Promise<PartyPage> {
  const party = event.params['id'] ?? '';
  const [answer, house] = await Promise.all([
    ask<PartyDossier>(event, `/parties/${encodeURIComponent(party)}`),
    askOwnHouse(event, party),
  ]);
  return { answer, house };
}
