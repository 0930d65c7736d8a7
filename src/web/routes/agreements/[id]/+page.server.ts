/** One agreement. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { AgreementDossier } from '#server';
import { ask } from '../../../reading/ask.ts';
import { agreementTitles, partyNames } from '../../../reading/names.ts';

export interface AgreementPage {
  answer: Envelope<AgreementDossier>;
  titles: Record<string, string>;
  names: Record<string, string>;
}

export async function load(event: ServerLoadEvent): Promise<AgreementPage> {
  const id = encodeURIComponent(event.params['id'] ?? '');
  const answer = await ask<AgreementDossier>(event, `/agreements/${id}`);
  const [titles, names] = await Promise.all([
    answer.result.agreement.lineage.length > 0 ? agreementTitles(event) : {},
    answer.result.agreement.characterisations.length > 0 ? partyNames(event) : {},
  ]);
  return { answer, titles, names };
}
