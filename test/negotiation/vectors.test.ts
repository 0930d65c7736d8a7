/** The public cases of method 8, as files that any implementation can run. */
import { kMeans, negotiationMethods, principalComponents, silhouette } from '../../src/negotiation/index.ts';
import { describeVectors } from '../method-vectors.ts';

describeVectors('negotiation', negotiationMethods, {
  'principal-components': ({ table, ...options }: { table: number[][]; components: number; standardised: boolean }) =>
    principalComponents(table, options),
  'k-means': ({ points, k, starts, seed }: { points: number[][]; k: number; starts: number; seed: number }) => {
    const found = kMeans(points, k, starts, seed);
    return { within: found.within, silhouette: silhouette(points, found.clusters) };
  },
});
