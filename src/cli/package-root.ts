/** Where the package lies: its record, schemas and documents stand beside the code, in the clone and when installed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** This file is two levels below the root, in src/cli and in dist/cli alike. */
export const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The record that ships with the package. */
export const recordFolder = path.join(packageRoot, 'record');

/** Name and version of the package. */
export function readPackage(): { name: string; version: string } {
  const text = readFileSync(path.join(packageRoot, 'package.json'), 'utf8');
  return JSON.parse(text) as { name: string; version: string };
}

/** The folder of what this instance adds: SERVANDA_DATA, or .servanda in the working folder. */
export function dataFolder(given?: string): string {
  return path.resolve(given ?? process.env['SERVANDA_DATA'] ?? '.servanda');
}
