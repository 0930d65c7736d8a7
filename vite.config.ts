/** Builds the pages; the rooms' doors (#model, #charts) resolve through the imports of package.json. */
import { sveltekit } from '@sveltejs/kit/vite';
import path from 'node:path';
import { defineConfig } from 'vite';
import { markdownDocuments } from './src/web/markdown/plugin.ts';

export default defineConfig({
  plugins: [markdownDocuments(path.join(import.meta.dirname, 'docs')), sveltekit()],
  build: { assetsInlineLimit: 0 },
  // Packed with the pages: the first figure is drawn sooner when its hundreds of small modules are one file.
  ssr: { noExternal: ['@observablehq/plot'] },
});
