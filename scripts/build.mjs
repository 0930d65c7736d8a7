/** `npm run build`: builds the program, the pages and the library, whether due or not. */
import '../bin/check-node.mjs';
import { orExit } from './long-work.mjs';
import { parts } from './parts.mjs';
import { buildParts, makeReady } from './ready.mjs';
import { takeTurn } from './turn.mjs';

await orExit(async () => {
  await makeReady([]);
  await takeTurn(async () => {
    await buildParts(parts.filter((part) => part.exists()));
    const { buildLibrary } = await import('./library.mjs');
    await buildLibrary();
  });
});
