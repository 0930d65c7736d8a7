/** The documents with pages, and the table of methods. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import { documents } from '../../markdown/shelf.ts';
import { ask } from '../../reading/ask.ts';

export interface MethodLine {
  id: string;
  version: number;
  question: string;
  source: string;
}

export interface MethodologyPage {
  answer: Envelope<{ items: MethodLine[] }>;
  documents: { page: string; title: string; summary: string }[];
}

export async function load(event: ServerLoadEvent): Promise<MethodologyPage> {
  return {
    answer: await ask<{ items: MethodLine[] }>(event, '/methods'),
    documents: [...documents].map(([page, { title, summary }]) => ({ page, title, summary })),
  };
}
