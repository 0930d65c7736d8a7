/** What the record is, what it holds, and how to take all of it along. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope, RecordDescription } from '#model';
import type { LogLine, RecordReport } from '#server';
import { ask } from '../../reading/ask.ts';

export interface DataPage {
  answer: Envelope<RecordReport & { description: RecordDescription | null }>;
  formats: { id: string; title: string; mediaType: string }[];
  logs: LogLine[];
}

export async function load(event: ServerLoadEvent): Promise<DataPage> {
  const [answer, formats, logs] = await Promise.all([
    ask<DataPage['answer']['result']>(event, '/record'),
    ask<{ items: DataPage['formats'] }>(event, '/export'),
    ask<{ items: LogLine[] }>(event, '/logs'),
  ]);
  return { answer, formats: formats.result.items, logs: logs.result.items };
}
