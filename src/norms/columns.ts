/** Bit-planes: many targets at once, 32 a word, two planes a leaf (surely true, surely false), the rest unknown. */
import { InvariantError, type Truth } from '#model';
import { atomValue, type TargetFacts } from './facts.ts';
import type { Library } from './library.ts';

/** Two planes of equal length. A bit set in neither is unknown; a bit is never set in both. */
export interface Planes {
  true: Uint32Array;
  false: Uint32Array;
}

/** Planes of this many words, everything unknown. */
export function newPlanes(words: number): Planes {
  return { true: new Uint32Array(words), false: new Uint32Array(words) };
}

/** Rows of leaves, filled one target at a time; grows by doubling. */
export class Rows {
  readonly planes: Planes[];
  count = 0;

  constructor(leaves: number, rows: number) {
    const words = Math.max(1, Math.ceil(rows / 32));
    this.planes = Array.from({ length: leaves }, () => newPlanes(words));
  }

  add(values: readonly Truth[]): void {
    const row = this.count;
    this.count += 1;
    const word = row >>> 5;
    const bit = 1 << (row & 31);
    this.planes.forEach((planes, leaf) => {
      if (word >= planes.true.length) grow(planes);
      const value = values[leaf];
      if (value === 'true') planes.true[word] = (planes.true[word] ?? 0) | bit;
      else if (value === 'false') planes.false[word] = (planes.false[word] ?? 0) | bit;
    });
  }

  get words(): number {
    return Math.ceil(this.count / 32);
  }
}

function grow(planes: Planes): void {
  for (const which of ['true', 'false'] as const) {
    const larger = new Uint32Array(planes[which].length * 2);
    larger.set(planes[which]);
    planes[which] = larger;
  }
}

/** Incidents as columns of leaves. The first target of incident i is row i; further targets stand apart with their incident. */
export class Columns {
  readonly library: Library;
  readonly first: Rows;
  readonly further: Rows;
  readonly #owners: number[] = [];

  constructor(library: Library, incidents = 1024) {
    this.library = library;
    this.first = new Rows(library.atoms.length, incidents);
    this.further = new Rows(library.atoms.length, 32);
  }

  get incidents(): number {
    return this.first.count;
  }

  /** The incident of each further target. */
  get owners(): readonly number[] {
    return this.#owners;
  }

  /** Adds an incident by the facts of its targets; returns its number. */
  add(targets: readonly TargetFacts[]): number {
    return this.addLeaves(targets.map((facts) => this.library.atoms.map((atom) => atomValue(atom, facts))));
  }

  /** Adds an incident by the values of all leaves for each of its targets. */
  addLeaves(targets: readonly (readonly Truth[])[]): number {
    const incident = this.first.count;
    targets.forEach((values, at) => {
      if (at === 0) this.first.add(values);
      else {
        this.further.add(values);
        this.#owners.push(incident);
      }
    });
    if (targets.length === 0) throw new InvariantError('an incident without a target');
    return incident;
  }
}
