/** The negotiation lab: a worked draft with the reader's own text and reservation values, or a draft of the reader's own. */
import type { Actions, RequestEvent, ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import { parse } from 'yaml';
import type { NegotiationLab } from '#server';
import { ask } from '../../reading/ask.ts';
import { askFigure, drawn, type DrawnFigure } from '../../reading/figures.ts';
import { post } from '../../reading/post.ts';

interface Drafts {
  items: { id: string; title: string }[];
  template: string;
}

export interface LabResult {
  answer: Envelope<Pick<NegotiationLab, 'negotiation' | 'chosen'>>;
  figure: DrawnFigure;
  /** The draft as computed, for the command line. */
  source: string;
}

export interface NegotiatePage {
  answer: Envelope<unknown>;
  drafts: Drafts['items'];
  template: string;
  draft: string;
  measure: string;
  lab: LabResult | null;
  fault: string | null;
}

export async function load(event: ServerLoadEvent): Promise<NegotiatePage> {
  const words = event.url.searchParams;
  const { result: drafts } = await ask<Drafts>(event, '/negotiation');
  const draft = words.get('draft') ?? drafts.items[0]?.id ?? '';
  const measure = words.get('measure') ?? '';
  const starting = (prefix: string): [string, string][] =>
    [...words].filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]);
  const text = starting('text.').filter(([, option]) => option !== '');
  const reservations = starting('reservation.')
    .filter(([, value]) => value.trim() !== '' && Number.isFinite(Number(value)))
    .map(([party, value]): [string, number] => [party, Number(value)]);
  const asked = await post<NegotiationLab>(event, '/labs/negotiation', {
    draft,
    text: text.length === 0 ? null : Object.fromEntries(text),
    reservations: Object.fromEntries(reservations),
    ...(measure === '' ? {} : { measure }),
  });
  const plain = asked.answer ?? (await post<NegotiationLab>(event, '/labs/negotiation', { draft })).answer;
  // Without changes the figure has an address of its own, and files.
  const isPlain = text.length === 0 && reservations.length === 0 && asked.fault === null;
  return {
    answer: plain ? { ...plain, result: null } : await ask<Drafts>(event, '/negotiation'),
    drafts: drafts.items,
    template: drafts.template,
    draft,
    measure: measure === '' ? (plain?.result.negotiation.frontier.frontiers[0]?.measure ?? '') : measure,
    lab: plain
      ? { ...shown(plain), ...(isPlain ? { figure: await askFigure(event, 'frontier', draft, { measure }) } : {}) }
      : null,
    fault: asked.fault,
  };
}

function shown(answer: Envelope<NegotiationLab>): LabResult {
  const { negotiation, chosen, figure, source } = answer.result;
  // The draft itself goes along once, as the file.
  const parameters = { ...answer.parameters, draft: negotiation.draft.id };
  return {
    answer: { ...answer, parameters, result: { negotiation, chosen } },
    figure: drawn(figure),
    source: JSON.stringify(source, null, 1),
  };
}

export const actions: Actions = {
  /** A draft of the reader's own, as YAML or JSON. It is computed and forgotten. */
  default: async (event: RequestEvent): Promise<{ own: string; lab: LabResult | null; fault: string | null }> => {
    const given = (await event.request.formData()).get('source');
    const own = (typeof given === 'string' ? given : '').slice(0, 1_000_000);
    let draft: unknown;
    try {
      draft = parse(own, { maxAliasCount: 100 }) as unknown;
    } catch (error) {
      return { own, lab: null, fault: error instanceof Error ? error.message.slice(0, 400) : 'The draft is not YAML.' };
    }
    if (typeof draft !== 'object' || draft === null) return { own, lab: null, fault: 'The draft holds no fields.' };
    const asked = await post<NegotiationLab>(event, '/labs/negotiation', { draft });
    return { own, lab: asked.answer ? shown(asked.answer) : null, fault: asked.fault };
  },
};
