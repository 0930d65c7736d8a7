/** Builds the pages; the rooms' doors (#model, #charts) resolve through the imports of package.json. */
import { sveltekit } from '@sveltejs/kit/vite';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { markdownDocuments } from './src/web/markdown/plugin.ts';

/** SvelteKit hides what it tells screen readers by an inline style, which our policy forbids: our own class does it. */
const announcerWithoutInlineStyle: Plugin = {
  name: 'announcer-without-inline-style',
  enforce: 'pre',
  transform(code, id) {
    if (!/generated[\\/]root\.svelte$/.test(id)) return null;
    return { code: code.replace(/ style="[^"]*"/, ' class="skip"'), map: null };
  },
};

/** The model only defines things: of its schemas, and of the package behind them, pages need none. */
const modelWithoutSchemas: Plugin = {
  name: 'model-without-schemas',
  enforce: 'pre',
  transform(_code, id) {
    return /[\\/]src[\\/]model[\\/][^?]*\.ts$/.test(id) ? { moduleSideEffects: false } : null;
  },
};

export default defineConfig({
  plugins: [
    markdownDocuments(path.join(import.meta.dirname, 'docs')),
    announcerWithoutInlineStyle,
    modelWithoutSchemas,
    sveltekit(),
  ],
  build: { assetsInlineLimit: 0 },
  // Packed with the pages: the first figure is drawn sooner when its hundreds of small modules are one file.
  ssr: { noExternal: ['@observablehq/plot'] },
});
