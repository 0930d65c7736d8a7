/** Builds the pages; the rooms' doors (#model, #charts) resolve through the imports of package.json. */
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [sveltekit()],
  build: { assetsInlineLimit: 0 },
});
