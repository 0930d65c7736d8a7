/** One report with its reviews, replies and recommendations. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { ReportDossier } from '#server';
import { ask } from '../../../../../reading/ask.ts';

export async function load(event: ServerLoadEvent): Promise<{ answer: Envelope<ReportDossier> }> {
  const path = (['agreement', 'party', 'period'] as const).map((name) => encodeURIComponent(event.params[name] ?? ''));
  return { answer: await ask<ReportDossier>(event, `/reports/${path.join('/')}`) };
}
