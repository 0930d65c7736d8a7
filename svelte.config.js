/** Pages: routes under src/web, built as a Node handler into dist/web, with a strict Content-Security-Policy. */
import adapter from '@sveltejs/adapter-node';

export default {
  kit: {
    // The build script hands in a fresh folder and swaps it in at the end.
    adapter: adapter({ out: process.env.SERVANDA_PAGES_OUT ?? 'dist/web' }),
    outDir: 'src/web/.svelte-kit',
    files: {
      appTemplate: 'src/web/app.html',
      errorTemplate: 'src/web/error.html',
      assets: 'src/web/static',
      hooks: { server: 'src/web/hooks.server', client: 'src/web/hooks.client', universal: 'src/web/hooks' },
      lib: 'src/web',
      params: 'src/web/params',
      routes: 'src/web/routes',
      serviceWorker: 'src/web/service-worker',
    },
    csp: {
      // No page needs an inline style; only labs and verify have scripts, of this site (hooks.server.ts takes the leave
      // away from all others); hashes keep equal pages equal, byte for byte.
      mode: 'hash',
      directives: {
        'default-src': ['none'],
        'style-src': ['self'],
        'script-src': ['self'],
        'connect-src': ['self'],
        'img-src': ['self'],
        'form-action': ['self'],
        'base-uri': ['none'],
        'frame-ancestors': ['none'],
      },
    },
    // No page keeps a session or changes anything: a form sent from elsewhere does what its sender could do alone.
    csrf: { trustedOrigins: ['*'] },
    version: { name: 'servanda' },
  },
};
