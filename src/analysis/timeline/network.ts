/** Who is bound together: agreements and their parties as a network on one day, as known on another (methods, section 11). */
import { bondsOn, type View } from '#registry';
import type { AdherenceBasis, PartyId, Truth } from '#model';

/** One tie of a party to an agreement; `unknown` where the date is not known well enough. */
export interface Tie {
  party: PartyId;
  agreement: string;
  inForce: Truth;
}

export interface CommitmentNetwork {
  parties: { party: PartyId; degree: number; possible: number }[];
  agreements: { agreement: string; degree: number; possible: number }[];
  ties: { certain: number; possible: number };
  /** Pairs of agreements with the number of parties that surely hold both, and Jaccard's share of those in either. */
  shared: { a: string; b: string; both: number; jaccard: number }[];
}

/** Degrees and the co-membership projection over certain ties; possible ones are counted apart. */
export function networkOf(ties: readonly Tie[]): CommitmentNetwork {
  const by = (key: (tie: Tie) => string): Map<string, { degree: number; possible: number }> => {
    const counts = new Map<string, { degree: number; possible: number }>();
    for (const tie of ties) {
      const count = counts.get(key(tie)) ?? { degree: 0, possible: 0 };
      if (tie.inForce === 'true') count.degree += 1;
      if (tie.inForce === 'unknown') count.possible += 1;
      counts.set(key(tie), count);
    }
    return counts;
  };
  const sorted = (counts: ReturnType<typeof by>): [string, { degree: number; possible: number }][] =>
    [...counts].sort(([a, m], [b, n]) => n.degree - m.degree || (a < b ? -1 : 1));
  return {
    parties: sorted(by(({ party }) => party)).map(([party, count]) => ({ party, ...count })),
    agreements: sorted(by(({ agreement }) => agreement)).map(([agreement, count]) => ({ agreement, ...count })),
    ties: {
      certain: ties.filter(({ inForce }) => inForce === 'true').length,
      possible: ties.filter(({ inForce }) => inForce === 'unknown').length,
    },
    shared: projection(ties),
  };
}

function projection(ties: readonly Tie[]): CommitmentNetwork['shared'] {
  const members = new Map<string, Set<PartyId>>();
  for (const { agreement, party, inForce } of ties) {
    if (inForce !== 'true') continue;
    const set = members.get(agreement);
    if (set) set.add(party);
    else members.set(agreement, new Set([party]));
  }
  const names = [...members.keys()].sort();
  return names.flatMap((a, i) =>
    names.slice(i + 1).flatMap((b) => {
      const [ofA, ofB] = [members.get(a) ?? new Set(), members.get(b) ?? new Set()];
      const both = [...ofA].filter((party) => ofB.has(party)).length;
      return both === 0 ? [] : [{ a, b, both, jaccard: both / (ofA.size + ofB.size - both) }];
    }),
  );
}

/** The network of a view on a day; the view itself says as known when. */
export function networkOn(view: View, asOf: string, bases: ReadonlySet<AdherenceBasis>): CommitmentNetwork {
  return networkOf(
    view
      .all('agreement')
      .flatMap(({ id }) =>
        [...bondsOn(view, id, asOf, bases).values()].map(({ party, inForce }) => ({ party, agreement: id, inForce })),
      ),
  );
}
