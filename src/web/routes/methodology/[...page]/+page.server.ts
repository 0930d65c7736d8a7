/** One document. */
import { error, type ServerLoadEvent } from '@sveltejs/kit';
import type { RenderedDocument } from '../../../markdown/document.ts';
import { documents } from '../../../markdown/shelf.ts';

export interface DocumentPage {
  page: string;
  document: RenderedDocument;
}

export function load({ params }: ServerLoadEvent): DocumentPage {
  const page = params['page'] ?? '';
  const document = documents.get(page);
  if (!document) error(404, { message: `There is no document at /methodology/${page}.`, title: 'Not found' });
  return { page, document };
}
