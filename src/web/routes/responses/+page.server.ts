/** Responses: how often and how fast attributed operations were answered. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { ResponsesOfRecord } from '#server';
import { ask } from '../../reading/ask.ts';
import { askFigure, type DrawnFigure } from '../../reading/figures.ts';

export interface ResponsesPage {
  answer: Envelope<ResponsesOfRecord>;
  figures: { all: DrawnFigure; target: DrawnFigure; responder: DrawnFigure; form: DrawnFigure };
}

export async function load(event: ServerLoadEvent): Promise<ResponsesPage> {
  const words = { clock: event.url.searchParams.get('clock') };
  const answer = await ask<ResponsesOfRecord>(event, '/responses', words);
  const [all, target, responder, form] = await Promise.all([
    askFigure(event, 'responses', 'all', words),
    askFigure(event, 'responses', 'target', words),
    askFigure(event, 'responses', 'responder', words),
    askFigure(event, 'responses', 'form', words),
  ]);
  return { answer, figures: { all, target, responder, form } };
}
