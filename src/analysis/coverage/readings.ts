/** Two readings of coverage (methods, section 1): parties on one day over all conduct, or on each operation's own day. */
import type { PartyId, Truth } from '#model';
import type { Operation, Share } from './coverage.ts';

/**
 * Coverage by the parties on each operation's own date. `boundAt` says whether a state was bound when the operation at
 * this index began; unknown counts in the upper bound only. Null where no operation names a state.
 */
export function contemporaneousCoverage(
  operations: readonly Operation[],
  boundAt: (state: PartyId, index: number) => Truth,
): Share | null {
  let [certain, possible, known, total] = [0, 0, 0, 0];
  operations.forEach(({ weight, credences }, index) => {
    total += weight;
    for (const [state, credence] of Object.entries(credences)) {
      const mass = weight * credence;
      known += mass;
      const bound = boundAt(state, index);
      if (bound === 'true') certain += mass;
      if (bound !== 'false') possible += mass;
    }
  });
  if (known <= 0) return null;
  return {
    value: certain / known,
    lower: certain / total,
    upper: (possible + Math.max(0, total - known)) / total,
    n: operations.length,
  };
}
