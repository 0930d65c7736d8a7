/** Whose accession would change most: the smallest set of non-parties that brings coverage to a target. */
import type { PartyId } from '#model';

export interface SmallestSet {
  target: number;
  /** Largest first. Marginal coverage adds up, so taking the largest is exact, not a guess (methods, section 1). */
  joining: PartyId[];
  /** Coverage with them; below the target only where nobody is left to join. */
  reaches: number;
}

/** For each target, from the coverage as it is and the non-parties in order of what each would add. */
export function smallestSets(
  current: number,
  absent: readonly { party: PartyId; wouldAdd: number }[],
  targets: readonly number[],
): SmallestSet[] {
  const order = [...absent].sort((a, b) => b.wouldAdd - a.wouldAdd || (a.party < b.party ? -1 : 1));
  return targets.map((target) => {
    const joining: PartyId[] = [];
    let reaches = current;
    for (const { party, wouldAdd } of order) {
      // Sums of shares miss a whole number by rounding; that must not add a state.
      if (reaches >= target - 1e-12) break;
      joining.push(party);
      reaches += wouldAdd;
    }
    return { target, joining, reaches };
  });
}
