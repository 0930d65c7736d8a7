/** The logs as they were: a registry of the first entries of each log, for figures that must not change. */
import { rootFromTiles } from '#ledger';
import { ServandaError } from '#model';
import { shortRoot } from '#publish';
import { foldLogs, type LoggedStatements, type Registry } from '#registry';
import type { Instance } from '../instance.ts';

/** Folding a log anew takes a while and memory: the pins asked for last are kept. */
const mostPins = 3;

interface Pin {
  origin: string;
  size: number;
  root: string;
}

/** Reads "origin@size.root,…"; throws INPUT_INVALID. */
export function parsePin(text: string): Pin[] {
  const pins = text.split(',').map((part) => /^([^@,]{1,200})@(\d{1,12})\.([0-9a-f]{8,64})$/.exec(part));
  if (pins.length <= 8 && pins.every((pin) => pin !== null)) {
    return pins.map(([, origin = '', size, root = '']) => ({ origin, size: Number(size), root }));
  }
  throw new ServandaError(
    'INPUT_INVALID',
    'snapshot: write each log as origin@size.root, joined by commas, as the address of a frozen figure has it.',
    { place: { field: 'snapshot' } },
  );
}

/** Opens registries at earlier states of an instance's logs. */
export class PinnedRegistries {
  readonly #instance: Instance;
  readonly #kept = new Map<string, Promise<Registry>>();

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  /**
   * The registry at a pin. Throws NOT_FOUND for a log that this instance does not have or that is shorter, LOG_FORKED
   * where the log here had another root at that size. What was erased since stays erased.
   */
  async at(text: string): Promise<Registry> {
    const pins = parsePin(text);
    const now = this.#instance.registry;
    const isNow =
      pins.length === now.snapshot.length &&
      pins.every((pin, at) => pin.origin === now.snapshot[at]?.origin && pin.size === now.snapshot[at].size);
    if (isNow) {
      pins.forEach((pin, at) => {
        requireRoot(pin, now.snapshot[at]?.root ?? '');
      });
      return now;
    }
    let found = this.#kept.get(text);
    found ??= this.#fold(pins);
    this.#kept.delete(text);
    this.#kept.set(text, found);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostPins) break;
      this.#kept.delete(oldest);
    }
    try {
      return await found;
    } catch (error) {
      this.#kept.delete(text);
      throw error;
    }
  }

  async #fold(pins: readonly Pin[]): Promise<Registry> {
    const logs: LoggedStatements[] = [];
    for (const pin of pins) {
      const { origin, size } = pin;
      const [reader, book] = [this.#instance.log(origin), this.#instance.book(origin)];
      if (!reader || !book || size > book.size) {
        throw new ServandaError(
          'NOT_FOUND',
          reader
            ? `The log ${origin} has ${book?.size ?? 0} entries here, the figure was made from ${size}.`
            : `This instance has no log "${origin}", from which the figure was made.`,
          { place: { field: 'snapshot' } },
        );
      }
      const root = (await rootFromTiles(reader, size)).toString('base64');
      requireRoot(pin, root);
      logs.push({ state: { origin, size, root }, statements: book.statements.slice(0, size) });
    }
    return foldLogs(logs);
  }
}

function requireRoot({ origin, size, root }: Pin, here: string): void {
  const short = shortRoot(here);
  const length = Math.min(short.length, root.length);
  if (short.slice(0, length) === root.slice(0, length)) return;
  throw new ServandaError(
    'LOG_FORKED',
    `At ${size} entries the log ${origin} has the root ${short}… here, not ${root}…: the figure was made from another history.`,
    { place: { field: 'snapshot' }, details: { origin, size, here: short, cited: root } },
  );
}
