/** One clause. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { ProvisionDossier } from '#server';
import { ask } from '../../../../reading/ask.ts';

export async function load(event: ServerLoadEvent): Promise<{ answer: Envelope<ProvisionDossier> }> {
  const [agreement = '', ref = ''] = [event.params['agreement'], event.params['ref']].map((part) =>
    encodeURIComponent(part ?? ''),
  );
  return { answer: await ask<ProvisionDossier>(event, `/provisions/${agreement}/${ref}`) };
}
