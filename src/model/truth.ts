/** Three-valued truth and its strong Kleene connectives (Kleene 1952, section 64). */

export const truthValues = ['false', 'unknown', 'true'] as const;
/** `unknown` is an answer; it is never turned into false. */
export type Truth = (typeof truthValues)[number];

const rank = { false: 0, unknown: 1, true: 2 } as const;

/** Minimum: false as soon as one is false. The empty conjunction is true. */
export function allTruth(values: Iterable<Truth>): Truth {
  let least: Truth = 'true';
  for (const value of values) if (rank[value] < rank[least]) least = value;
  return least;
}

/** Maximum: true as soon as one is true. The empty disjunction is false. */
export function anyTruth(values: Iterable<Truth>): Truth {
  let most: Truth = 'false';
  for (const value of values) if (rank[value] > rank[most]) most = value;
  return most;
}

/** Swaps true and false, leaves unknown. */
export function notTruth(value: Truth): Truth {
  return value === 'true' ? 'false' : value === 'false' ? 'true' : 'unknown';
}

/** Lifts a plain answer into three values. */
export function truthOf(value: boolean): Truth {
  return value ? 'true' : 'false';
}
