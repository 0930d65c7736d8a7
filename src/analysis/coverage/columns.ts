/** Coverage and counts over operations as columns of typed arrays: a million operations in milliseconds. */
import { invalid, refusal } from '../statistics/refusal.ts';

/** Operation k is by the states states[starts[k]] … states[starts[k + 1] - 1]; none: nobody named. */
export interface OperationColumns {
  /** n + 1 places, rising from 0 to the number of states listed. */
  starts: Uint32Array;
  /** Numbers of states, below `stateCount`. */
  states: Uint16Array;
  stateCount: number;
  /** One for each operation; null: each weighs 1. */
  weights: Float64Array | null;
  /** One for each state listed; null: joint responsibility is split equally. */
  credences: Float64Array | null;
}

export interface ColumnMasses {
  /** Mass of conduct of each state. */
  masses: Float64Array;
  known: number;
  /** Weight of all operations. */
  total: number;
  operations: number;
}

/** Mass of conduct of each state, O(states listed). Throws INPUT_INVALID naming the column that does not fit. */
export function massesOfColumns({ starts, states, stateCount, weights, credences }: OperationColumns): ColumnMasses {
  const n = starts.length - 1;
  if (n < 0 || starts[0] !== 0 || starts[n] !== states.length) {
    throw invalid('starts', 'the column must rise from 0 to the number of states listed');
  }
  if (weights && weights.length !== n) throw invalid('weights', `${weights.length} weights for ${n} operations`);
  if (credences && credences.length !== states.length) {
    throw invalid('credences', `${credences.length} credences for ${states.length} states listed`);
  }
  // A number out of range writes nowhere into a typed array; the spare place catches it.
  const masses = new Float64Array(0x1_0000);
  let [known, total, from] = [0, 0, 0];
  for (let k = 0; k < n; k += 1) {
    const to = starts[k + 1] as number;
    if (to < from) throw invalid(`starts.${k + 1}`, 'the column must rise');
    const weight = weights ? (weights[k] as number) : 1;
    if (!(weight >= 0)) throw invalid(`weights.${k}`, `${weight} is no weight`);
    total += weight;
    const equal = weight / (to - from);
    for (let i = from; i < to; i += 1) {
      const state = states[i] as number;
      const mass = credences ? weight * (credences[i] as number) : equal;
      masses[state] = (masses[state] as number) + mass;
      known += mass;
    }
    from = to;
  }
  for (let state = stateCount; state < masses.length; state += 1) {
    if (masses[state] !== 0) throw invalid('states', `${state} is no number of a state below ${stateCount}`);
  }
  return { masses: masses.slice(0, stateCount), known, total, operations: n };
}

/** Coverage by the parties (1 at the number of a party) with bounds over unknown responsibility. */
export function coverageOfMasses(
  { masses, known, total, operations }: ColumnMasses,
  parties: Uint8Array,
): { value: number; lower: number; upper: number; n: number } {
  if (!(known > 0)) throw refusal('too-few-observations', 'No operation names a state, so there is no share to state.');
  let mass = 0;
  for (let state = 0; state < masses.length; state += 1) if (parties[state] === 1) mass += masses[state] as number;
  return {
    value: mass / known,
    lower: mass / total,
    upper: (mass + Math.max(0, total - known)) / total,
    n: operations,
  };
}

/** A column of codes from 0 up to `size`. */
export interface CodeColumn {
  codes: Uint8Array | Uint16Array;
  size: number;
}

/** Largest number of groups that are counted densely. */
const maxGroups = 1 << 24;

/**
 * Counts of rows by month, actor and type: counts[(month · actors + actor) · types + type]. Throws INPUT_INVALID for
 * columns of unequal length or codes beyond their size and for more than 2^24 groups.
 */
export function countGroups(month: CodeColumn, actor: CodeColumn, type: CodeColumn): Uint32Array {
  const n = month.codes.length;
  if (actor.codes.length !== n || type.codes.length !== n) throw invalid('columns', 'the columns must have one length');
  const groups = month.size * actor.size * type.size;
  if (!(groups > 0) || groups > maxGroups)
    throw invalid('columns', `${groups} groups; at most ${maxGroups} can be counted`);
  const counts = new Uint32Array(groups);
  const [months, actors, kinds] = [month.codes, actor.codes, type.codes];
  let [a, b, c] = [0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const [m, p, t] = [months[i] as number, actors[i] as number, kinds[i] as number];
    if (m > a) a = m;
    if (p > b) b = p;
    if (t > c) c = t;
    const group = (m * actor.size + p) * type.size + t;
    counts[group] = (counts[group] as number) + 1;
  }
  // Checked after the fact: a code beyond its size has counted in a wrong group, so the counts are thrown away.
  if (n > 0 && (a >= month.size || b >= actor.size || c >= type.size)) {
    throw invalid('columns', 'a code lies beyond the size of its column');
  }
  return counts;
}
