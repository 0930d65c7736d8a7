/** `npm run build`: builds the program and the pages, whether due or not. */
import '../bin/check-node.mjs';
import { orExit } from './long-work.mjs';
import { parts } from './parts.mjs';
import { buildParts, makeReady } from './ready.mjs';
import { takeTurn } from './turn.mjs';

await orExit(async () => {
  await makeReady([]);
  await takeTurn(() => buildParts(parts.filter((part) => part.exists())));
});
