/** One agreement. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { AgreementDossier, AgreementGrid, TestedClaim } from '#server';
import { ask } from '../../../reading/ask.ts';
import { agreementTitles, partyNames } from '../../../reading/names.ts';

export interface AgreementPage {
  answer: Envelope<AgreementDossier>;
  titles: Record<string, string>;
  names: Record<string, string>;
  grid: AgreementGrid;
  /** Claims that are tested on this agreement. */
  claims: TestedClaim[];
}

export async function load(event: ServerLoadEvent): Promise<AgreementPage> {
  const id = encodeURIComponent(event.params['id'] ?? '');
  const answer = await ask<AgreementDossier>(event, `/agreements/${id}`);
  const [titles, names, grid, tested] = await Promise.all([
    answer.result.agreement.lineage.length > 0 ? agreementTitles(event) : {},
    answer.result.agreement.characterisations.length > 0 ? partyNames(event) : {},
    ask<AgreementGrid>(event, `/findings/grid/agreements/${id}`),
    ask<{ claims: TestedClaim[] }>(event, '/claims'),
  ]);
  const claims = tested.result.claims.filter(({ parameters }) =>
    Object.values(parameters).flat().includes(answer.result.agreement.id),
  );
  return { answer, titles, names, grid: grid.result, claims };
}
