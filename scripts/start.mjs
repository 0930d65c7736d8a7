/** `npm start`: the app on one port, straight after a clone. */
import '../bin/check-node.mjs';
import { pathToFileURL } from 'node:url';
import { makeReadyFor } from './ready.mjs';
import { inRoot } from './root.mjs';

await makeReadyFor('serve');
// The program runs in this process, so that signals and the terminal are its own.
process.argv = [process.argv[0], inRoot('bin', 'servanda.mjs'), 'serve', ...process.argv.slice(2)];
await import(pathToFileURL(inRoot('dist', 'cli', 'main.mjs')).href);
