/** Turns the documents in docs/ into modules while the pages are built, so that no Markdown is read at run time. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { renderDocument } from './document.ts';
import { linksOf } from './links.ts';

/** `import document from '…/docs/methodology/effect.md'` gives the rendered document. */
export function markdownDocuments(docs: string): Plugin {
  return {
    name: 'markdown-documents',
    enforce: 'pre',
    load(id) {
      const [file = ''] = id.split('?', 1);
      const within = path.relative(docs, file).split(path.sep).join('/');
      if (!file.endsWith('.md') || within.startsWith('..')) return null;
      this.addWatchFile(file);
      const document = renderDocument(readFileSync(file, 'utf8'), linksOf(within));
      return { code: `export default ${JSON.stringify(document)};`, map: null };
    },
  };
}
