/** What a witness cosigned last, in files of the data folder: written and synced before it answers. */
import fs from 'node:fs';
import path from 'node:path';
import { parseVerifierKey } from '#ledger';
import { ServandaError } from '#model';
import type { KnownWitness, WitnessMemory } from '#server';
import type { DataPlace } from './data-place.ts';

/** One file a log; its name is the origin, so that nothing in it leads elsewhere. */
export function witnessMemory({ folder }: DataPlace): WitnessMemory {
  const place = path.join(folder, 'witness');
  const fileOf = (origin: string): string =>
    path.join(place, `${encodeURIComponent(origin).replaceAll('.', '%2E')}.checkpoint`);
  return {
    read: (origin) => {
      const file = fileOf(origin);
      return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
    },
    write: (origin, checkpoint) => {
      const file = fileOf(origin);
      fs.mkdirSync(place, { recursive: true });
      fs.writeFileSync(`${file}.tmp`, checkpoint, { flush: true });
      fs.renameSync(`${file}.tmp`, file);
      if (process.platform === 'win32') return;
      const names = fs.openSync(place, 'r');
      fs.fsyncSync(names);
      fs.closeSync(names);
    },
  };
}

/** The witnesses that this instance asks: `witnesses.txt` of the data folder, an address and a verifier key a line. */
export function knownWitnesses({ folder }: DataPlace): KnownWitness[] {
  const file = path.join(folder, 'witnesses.txt');
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [url = '', key = ''] = line.split(/\s+/);
      if (!URL.canParse(url))
        throw new ServandaError('INPUT_INVALID', `${file}: "${line.slice(0, 80)}" is not an address and a key.`);
      return { url: url.replace(/\/+$/, ''), key: parseVerifierKey(key) };
    });
}
