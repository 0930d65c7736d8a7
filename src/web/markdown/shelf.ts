/** The documents of this project, rendered while the pages were built, by the address under /methodology. */
import type { RenderedDocument } from './document.ts';
import { pageOf } from './links.ts';

const files = import.meta.glob<RenderedDocument>(
  [
    '../../../docs/methodology/*.md',
    '../../../docs/spec/*.md',
    '../../../docs/operate/*.md',
    '../../../docs/decisions/*.md',
  ],
  { eager: true, import: 'default' },
);

export const documents: ReadonlyMap<string, RenderedDocument> = new Map(
  Object.entries(files).flatMap(([file, document]): [string, RenderedDocument][] => {
    const page = pageOf(file.slice('../../../docs/'.length));
    return page === null ? [] : [[page, document]];
  }),
);
