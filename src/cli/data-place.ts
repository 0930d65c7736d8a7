/** Where an instance keeps what it adds: a data folder, or a data folder and a database. */
import path from 'node:path';
import type { Command } from 'commander';
import { dataFolder } from './package-root.ts';

export interface DataPlace {
  folder: string;
  /** Address of a PostgreSQL database that holds local log and keys in place of the folder; null: the folder does. */
  database: string | null;
}

/** As commander gives them. */
export interface PlaceOptions {
  data?: string;
  database?: string;
}

/** Adds the options that say where the data is. */
export function withPlace(command: Command): Command {
  return command
    .option('--data <folder>', 'data folder (default: SERVANDA_DATA or .servanda)')
    .option('--database <url>', 'PostgreSQL that holds local log and keys (default: SERVANDA_DATABASE, or none)');
}

export function placeOf({ data, database }: PlaceOptions): DataPlace {
  const url = database ?? process.env['SERVANDA_DATABASE'] ?? '';
  return { folder: dataFolder(data), database: url === '' ? null : url };
}

export function localFolder({ folder }: DataPlace): string {
  return path.join(folder, 'local');
}

export function keysFolder({ folder }: DataPlace): string {
  return path.join(folder, 'keys');
}

export function mirrorsFolder({ folder }: DataPlace): string {
  return path.join(folder, 'mirrors');
}

export function evidenceFolder({ folder }: DataPlace): string {
  return path.join(folder, 'evidence');
}

/** Written by a running server, so that commands beside it know where to hand in. */
export function serverNoteFile({ folder }: DataPlace): string {
  return path.join(folder, 'server.json');
}
