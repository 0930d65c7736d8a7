/** Method 8, camps: who clusters on contested clauses, and which clauses every group could live with. */
import { z } from 'zod';
import { ServandaError, method } from '#model';
import { kMeans, silhouette } from './k-means.ts';
import { principalComponents } from './pca.ts';

const name = z.string().min(1).max(200);

export const CampsInput = z.strictObject({
  clauses: z.array(name).min(1).max(200),
  parties: z
    .array(
      z.strictObject({
        id: name,
        views: z
          .array(z.union([z.literal(-1), z.literal(0), z.literal(1)]).nullable())
          .max(200)
          .describe('by clause: 1 for, -1 against, 0 neither; null: not known'),
      }),
    )
    .min(2)
    .max(2000),
  k: z.number().int().min(1).max(10).nullable().default(null).describe('number of camps; null: 2 to 5, by silhouette'),
  starts: z.number().int().min(1).max(500).default(50),
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
  smallGroup: z.number().int().min(1).max(1000).default(5).describe('groups of fewer members are marked small'),
});
export type CampsInput = z.infer<typeof CampsInput>;

export interface Camp {
  id: number;
  members: string[];
  /** Few members: its consensus values rest on few votes, and the correction pulls them towards one half. */
  isSmall: boolean;
}

/** How far all camps would go along with a clause. */
export interface ClauseConsensus {
  clause: string;
  /** Π over camps of (agree + 1) / (votes + 2); comparable only within one grouping. */
  agree: number;
  disagree: number;
  /** The geometric mean over the camps: comparable between groupings. */
  agreeMean: number;
  disagreeMean: number;
  camps: { camp: number; agree: number; disagree: number; votes: number }[];
}

export interface CampsResult {
  k: number;
  silhouettes: { k: number; silhouette: number | null; within: number }[];
  varianceShares: number[];
  loadings: { clause: string; first: number; second: number }[];
  places: { party: string; camp: number; x: number; y: number; known: number }[];
  camps: Camp[];
  consensus: ClauseConsensus[];
  /** Share of the views that are known; the rest is filled by column means. */
  knownShare: number;
}

/** Column means fill gaps; PCA to two components; k-means; consensus by camp. Throws REFUSED where parties do not differ. */
export function computeCamps(input: CampsInput): CampsResult {
  const { clauses, parties, starts, seed } = input;
  for (const [index, { id, views }] of parties.entries()) {
    if (views.length !== clauses.length) {
      throw new ServandaError(
        'INPUT_INVALID',
        `Party "${id}" has ${views.length} views for ${clauses.length} clauses; write null where a view is not known.`,
        { place: { field: `parties.${index}.views` } },
      );
    }
  }
  const table = parties.map(({ views }) => views);
  const { shares, loadings, scores } = principalComponents(table, { components: 2, standardised: false });
  const places = scores.map(([x = 0, y = 0]) => [x, y]);
  const different = new Set(places.map((place) => place.map((x) => x.toFixed(9)).join(' '))).size;
  if (different < 2) {
    throw new ServandaError('REFUSED', 'All parties hold the same views, so there are no camps to tell apart.', {
      details: { parties: parties.length, clauses: clauses.length },
    });
  }
  const candidates = (input.k === null ? [2, 3, 4, 5] : [input.k]).filter((k) => k <= different);
  if (candidates.length === 0) {
    throw new ServandaError(
      'REFUSED',
      `The parties hold only ${different} different sets of views; they cannot be put into ${input.k ?? 2} camps.`,
      { place: { field: 'k' } },
    );
  }
  const tried = candidates.map((k) => {
    const clustering = kMeans(places, k, starts, seed);
    return { k, ...clustering, silhouette: silhouette(places, clustering.clusters) };
  });
  const chosen = tried.reduce((best, one) => ((one.silhouette ?? -1) > (best.silhouette ?? -1) + 1e-12 ? one : best));
  const known = table.flat().filter((view) => view !== null).length;
  return {
    k: chosen.k,
    silhouettes: tried.map(({ k, silhouette: width, within }) => ({ k, silhouette: width, within })),
    varianceShares: shares.slice(0, 2),
    loadings: clauses.map((clause, c) => ({ clause, first: loadings[0]?.[c] ?? 0, second: loadings[1]?.[c] ?? 0 })),
    places: parties.map(({ id, views }, index) => ({
      party: id,
      camp: chosen.clusters[index] ?? 0,
      x: places[index]?.[0] ?? 0,
      y: places[index]?.[1] ?? 0,
      known: views.filter((view) => view !== null).length,
    })),
    camps: Array.from({ length: chosen.k }, (_, id) => {
      const members = parties.filter((_, index) => chosen.clusters[index] === id).map((party) => party.id);
      return { id, members, isSmall: members.length < input.smallGroup };
    }),
    consensus: clauses.map((clause, c) => clauseConsensus(clause, viewsByCamp(input, chosen.clusters, chosen.k, c))),
    knownShare: known / (clauses.length * parties.length),
  };
}

function viewsByCamp(
  { parties }: CampsInput,
  clusters: readonly number[],
  k: number,
  clause: number,
): { agree: number; disagree: number; votes: number }[] {
  return Array.from({ length: k }, (_, camp) => {
    const views = parties.filter((_, index) => clusters[index] === camp).map(({ views: all }) => all[clause] ?? null);
    return {
      agree: views.filter((view) => view === 1).length,
      disagree: views.filter((view) => view === -1).length,
      votes: views.filter((view) => view !== null).length,
    };
  });
}

/** Group-informed consensus of one clause (Small and others 2021). */
export function clauseConsensus(
  clause: string,
  counts: readonly { agree: number; disagree: number; votes: number }[],
): ClauseConsensus {
  const product = (of: 'agree' | 'disagree'): number =>
    counts.reduce((result, count) => (result * (count[of] + 1)) / (count.votes + 2), 1);
  const [agree, disagree] = [product('agree'), product('disagree')];
  return {
    clause,
    agree,
    disagree,
    agreeMean: agree ** (1 / counts.length),
    disagreeMean: disagree ** (1 / counts.length),
    camps: counts.map((count, camp) => ({ camp, ...count })),
  };
}

const n = z.number();
const CampsOutput = z.object({
  k: n,
  silhouettes: z.array(z.object({ k: n, silhouette: n.nullable(), within: n })),
  varianceShares: z.array(n),
  loadings: z.array(z.object({ clause: z.string(), first: n, second: n })),
  places: z.array(z.object({ party: z.string(), camp: n, x: n, y: n, known: n })),
  camps: z.array(z.object({ id: n, members: z.array(z.string()), isSmall: z.boolean() })),
  consensus: z.array(
    z.object({
      clause: z.string(),
      agree: n,
      disagree: n,
      agreeMean: n,
      disagreeMean: n,
      camps: z.array(z.object({ camp: n, agree: n, disagree: n, votes: n })),
    }),
  ),
  knownShare: n,
});

export const campsMethod = method<CampsInput, CampsResult>({
  id: 'camps',
  version: 1,
  question: 'Which parties stand together on contested clauses, and which clauses could every camp live with?',
  source:
    'Methods, section 8 (clusters); Small and others 2021 (Polis); Rousseeuw 1987, Journal of Computational and Applied Mathematics 20',
  input: CampsInput,
  output: CampsOutput,
  assumptions: [
    'a view that is not known is filled by the mean of its clause; parties with few known views lie near the middle',
    'two components and k-means: camps are a reading of the table, not alliances',
    'the consensus product falls with the number of camps: compare within one grouping, or compare the means',
    'of equal silhouettes the smaller number of camps is taken',
  ],
  compute: computeCamps,
});

/** Consensus over counts that somebody else grouped, such as an export of Polis. */
export const ConsensusInput = z.strictObject({
  clauses: z
    .array(
      z.strictObject({
        id: name,
        groups: z
          .array(
            z.strictObject({
              agree: z.number().int().min(0),
              disagree: z.number().int().min(0),
              votes: z.number().int().min(0),
            }),
          )
          .min(1)
          .max(20),
      }),
    )
    .min(1)
    .max(2000),
});
export type ConsensusInput = z.infer<typeof ConsensusInput>;

export const consensusMethod = method<ConsensusInput, { clauses: ClauseConsensus[] }>({
  id: 'group-consensus',
  version: 1,
  question: 'Which clauses do all groups agree with, small groups counted as much as large ones?',
  source: 'Methods, section 8 (group-informed consensus); Small and others 2021 (Polis)',
  input: ConsensusInput,
  output: z.object({ clauses: CampsOutput.shape.consensus }),
  assumptions: [
    'each group counts once, whatever its size',
    'one vote for and one against are added to every group, so that few votes say little',
  ],
  compute: ({ clauses }) => {
    const wrong = clauses.findIndex(({ groups }) =>
      groups.some(({ agree, disagree, votes }) => agree + disagree > votes),
    );
    if (wrong !== -1) {
      throw new ServandaError(
        'INPUT_INVALID',
        `Clause "${clauses[wrong]?.id ?? ''}" has more agreements and disagreements than votes.`,
        {
          place: { field: `clauses.${wrong}.groups` },
        },
      );
    }
    return {
      clauses: clauses
        .map(({ id, groups }) => clauseConsensus(id, groups))
        .sort((a, b) => b.agree - a.agree || (a.clause < b.clause ? -1 : 1)),
    };
  },
});
