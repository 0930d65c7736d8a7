#!/usr/bin/env node
/** The command `servanda`: runs the built program; in a clone it installs and builds first if that is due. */
import './check-node.mjs';
import { existsSync } from 'node:fs';

// Only a clone has sources; an installed package runs what it was shipped with.
if (existsSync(new URL('../src/', import.meta.url))) {
  const { makeReadyFor } = await import('../scripts/ready.mjs');
  await makeReadyFor(process.argv[2]);
}
await import('../dist/cli/main.mjs');
