/** One clause, with the replies of parties to what is recorded of it. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { ProvisionDossier, ReplyLine } from '#server';
import { ask } from '../../../../reading/ask.ts';

export interface ProvisionPage {
  answer: Envelope<ProvisionDossier>;
  /** To the clause itself. */
  replies: ReplyLine[];
  /** To statements that invoked it. */
  toInvocations: ReplyLine[];
}

export async function load(event: ServerLoadEvent): Promise<ProvisionPage> {
  const [agreement = '', ref = ''] = [event.params['agreement'], event.params['ref']];
  const [answer, own, invoked] = await Promise.all([
    ask<ProvisionDossier>(event, `/provisions/${encodeURIComponent(agreement)}/${encodeURIComponent(ref)}`),
    ask<{ items: ReplyLine[] }>(event, '/replies', { kind: 'provision', id: `${agreement}/${ref}` }),
    ask<{ items: ReplyLine[] }>(event, '/replies', { kind: 'norm-invocation' }),
  ]);
  const shown = new Set(answer.result.invocations.map(({ id }) => id));
  const toInvocations = invoked.result.items.filter(({ to }) => shown.has(to.id));
  return { answer, replies: own.result.items, toInvocations };
}
