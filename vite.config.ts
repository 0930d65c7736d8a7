/** Builds the pages; the rooms' doors (#model, #charts) resolve through the imports of package.json. */
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [sveltekit()],
  build: { assetsInlineLimit: 0 },
  // Packed with the pages: the first figure is drawn sooner when its hundreds of small modules are one file.
  ssr: { noExternal: ['@observablehq/plot'] },
});
