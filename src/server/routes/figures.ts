/** Figures as data, as files (SVG, PNG, CSV) and as pages for embedding: one making for all of them. */
import { hash } from 'node:crypto';
import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { formatCsv } from '#interchange';
import { ServandaError, type Envelope } from '#model';
import {
  envelope,
  figureAddress,
  figureCitation,
  figureRecord,
  makeFigure,
  openView,
  type FigureWords,
  type PublishedFigure,
} from '#publish';
import { AnswerCache, type CachedAnswer } from '../answer-cache.ts';
import { embedPage } from '../figures/embed-page.ts';
import { embedPolicy } from '../figures/embed-style.ts';
import { servedFigures } from '../figures/kinds.ts';
import { PinnedRegistries } from '../figures/pinned.ts';
import type { Instance } from '../instance.ts';
import { AnyObject, Dials, route } from '../route.ts';
import type { WorkerPool } from '../workers/pool.ts';

const word = z.string().max(200).optional();
const Words = z.object({
  party: word.openapi({ description: 'Figure effect: conduct of this party only.' }),
  target: word.openapi({ description: 'Figure effect: conduct against this state only.' }),
  purpose: word.openapi({ description: 'Figure effect: conduct with one of these purposes, joined by commas.' }),
  clock: word.openapi({ description: 'Figure responses: attribution, report or operation.' }),
  measure: word.openapi({ description: 'Figure frontier: count, coverage or groups.' }),
});

/** A figure with the addresses of its files and how to cite it. */
export interface ServedFigure extends PublishedFigure {
  citation: string;
  files: Record<'svg' | 'png' | 'csv' | 'embed' | 'frozen', string>;
}

export const figureRoutes = [
  route({
    path: '/figures',
    tag: 'figures',
    summary: 'The kinds of figures',
    result: AnyObject,
    answer: ({ view, query }) =>
      envelope(view, 'figures/1', query, {}, [], {
        items: servedFigures.map(({ kind, title, subjects, words }) => ({ kind, title, subjects, words })),
      }),
  }),
  route({
    path: '/figures/{kind}/{subject}',
    tag: 'figures',
    summary: 'A figure as data: what is drawn, caption, table, addresses of its files, citation',
    params: z.object({ kind: z.string().max(40), subject: z.string().max(200) }),
    search: Words,
    result: AnyObject,
    answer: ({ view, query, params: { kind, subject }, search }) => {
      const words = wordsOf(search);
      return serve(makeFigure(view, query, kind, subject, words, servedFigures), words);
    },
  }),
];

function serve(answer: Envelope<PublishedFigure>, words: FigureWords): Envelope<ServedFigure> {
  const live = (suffix: '' | '.svg' | '.png' | '.csv'): string => figureAddress(answer, words, suffix, false);
  return {
    ...answer,
    result: {
      ...answer.result,
      citation: figureCitation(answer),
      files: {
        svg: live('.svg'),
        png: live('.png'),
        csv: live('.csv'),
        embed: live(''),
        frozen: figureAddress(answer, words, '', true),
      },
    },
  };
}

function wordsOf({ party, target, purpose, clock, measure }: z.infer<typeof Words>): FigureWords {
  const all = { party, target, purpose, clock, measure };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''));
}

const EmbedWords = Dials.extend(Words.shape)
  .extend({
    snapshot: z.string().max(2000).optional(),
    /** SVG without headline and caption: the bytes that stand in the page. */
    bare: z.enum(['wide', 'narrow']).optional(),
  })
  .strict();

const narrow = 340;
/** Drawings as PNG that may wait for a worker at once. */
const mostWaiting = 8;
const mostMade = 40;

/** Adds /embed/{kind}/{subject}, and the same with .svg, .png and .csv. */
export function serveFigures(app: OpenAPIHono, instance: Instance, version: string, workers: WorkerPool): void {
  const pins = new PinnedRegistries(instance);
  const cache = new AnswerCache();
  instance.onChange(() => {
    cache.clear();
  });
  // SVG, PNG, CSV and page of one figure are asked for together: it is made once.
  const made = new Map<string, Envelope<PublishedFigure>>();
  instance.onChange(() => {
    made.clear();
  });
  let waiting = 0;
  app.get('/embed/:kind/:file', async (context) => {
    const { url } = context.req;
    const address = url.slice(url.indexOf('/', 8));
    const kept = cache.get(address);
    if (kept) return respond(kept, context.req.header('If-None-Match'));
    const { kind, file } = context.req.param();
    const [, subject = '', suffix = ''] = /^(.*?)(\.svg|\.png|\.csv)?$/s.exec(file) ?? [];
    const { answer, words, isPinned, bare } = await ask(kind, subject, url);
    const made = await fileOf(answer, words, suffix, isPinned, bare);
    const entry: CachedAnswer = { status: 200, body: made.body, headers: headersOf(made, address, answer, suffix) };
    cache.put(address, entry);
    return respond(entry, context.req.header('If-None-Match'));
  });

  async function ask(
    kind: string,
    subject: string,
    url: string,
  ): Promise<{ answer: Envelope<PublishedFigure>; words: FigureWords; isPinned: boolean; bare: string | undefined }> {
    const found = EmbedWords.safeParse(Object.fromEntries(new URL(url).searchParams));
    if (!found.success) {
      const issue = found.error.issues[0];
      throw new ServandaError(
        'INPUT_INVALID',
        `The address of the figure: ${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? 'does not fit'}.`,
      );
    }
    const { snapshot, bare } = found.data;
    const registry = snapshot === undefined ? instance.registry : await pins.at(snapshot);
    const { view, query } = openView(registry, {
      asOf: found.data['as-of'],
      publicAt: found.data['public-at'],
      knownAt: found.data['known-at'],
      definitions: found.data.definitions,
      standard: found.data.standard,
      commitment: found.data.commitment,
    });
    const words = wordsOf(found.data);
    const name = JSON.stringify([kind, subject, words, query, snapshot]);
    const answer = made.get(name) ?? makeFigure(view, query, kind, subject, words, servedFigures);
    made.delete(name);
    made.set(name, answer);
    for (const oldest of made.keys()) {
      if (made.size <= mostMade) break;
      made.delete(oldest);
    }
    return { answer, words, isPinned: snapshot !== undefined, bare };
  }

  async function fileOf(
    answer: Envelope<PublishedFigure>,
    words: FigureWords,
    suffix: string,
    isPinned: boolean,
    bare: string | undefined,
  ): Promise<{ body: string | Uint8Array<ArrayBuffer>; type: string }> {
    const { result } = answer;
    if (suffix === '.csv') {
      const head = result.columns.map(({ name }) => name);
      return { body: formatCsv(head, result.rows), type: 'text/csv; charset=utf-8' };
    }
    // Drawing loads a library that no other answer needs.
    const { drawFigure, figureId, figureSheet } = await import('#charts');
    const drawing = (width: number): string =>
      drawFigure(result.spec, figureId(result.kind, result.subject, width === narrow), width);
    if (suffix === '') {
      const drawings = { wide: drawing(result.wide), narrow: drawing(narrow) };
      return { body: embedPage(answer, words, drawings, isPinned), type: 'text/html; charset=utf-8' };
    }
    if (suffix === '.svg' && bare !== undefined) {
      return { body: drawing(bare === 'narrow' ? narrow : result.wide), type: svgType };
    }
    const metadata = JSON.stringify(figureRecord(answer, words));
    const notes = [result.key, result.caption, figureCitation(answer)];
    const svg = figureSheet({ drawing: drawing(result.wide), headline: result.headline, notes, metadata });
    if (suffix === '.svg') return { body: svg, type: svgType };
    if (waiting >= mostWaiting) {
      throw new ServandaError('RATE_LIMITED', `${mostWaiting} drawings are under way; ask again in a few seconds.`);
    }
    waiting += 1;
    try {
      return { body: new Uint8Array(await workers.run('png', { svg, metadata })), type: 'image/png' };
    } finally {
      waiting -= 1;
    }
  }

  function headersOf(
    { body, type }: { body: string | Uint8Array<ArrayBuffer>; type: string },
    address: string,
    { result }: Envelope<PublishedFigure>,
    suffix: string,
  ): Record<string, string> {
    const tag = hash('sha256', `${version}\n${address}\n${hash('sha256', body, 'hex')}`, 'base64url');
    const name = `${result.kind}-${result.subject}`.replace(/[^\w.-]/g, '_').slice(0, 120);
    return {
      'Content-Type': type,
      ETag: `"${tag}"`,
      'Cache-Control': 'public, max-age=0, must-revalidate',
      'Access-Control-Allow-Origin': '*',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': embedPolicy,
      ...(suffix === '' ? {} : { 'Content-Disposition': `inline; filename="${name}${suffix}"` }),
    };
  }
}

const svgType = 'image/svg+xml; charset=utf-8';

function respond({ body, headers }: CachedAnswer, ifNoneMatch: string | undefined): Response {
  const isKnown = (ifNoneMatch ?? '').split(/\s*,\s*/).includes(headers['ETag'] ?? '');
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(body, { status: 200, headers });
}
