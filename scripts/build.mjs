/** `npm run build`: builds the program and the pages, whether due or not. */
import '../bin/check-node.mjs';
import { makeReady, buildParts } from './ready.mjs';
import { parts } from './parts.mjs';
import { takeTurn } from './turn.mjs';

await makeReady({ build: false });
await takeTurn(() => buildParts(parts.filter((part) => part.exists())));
