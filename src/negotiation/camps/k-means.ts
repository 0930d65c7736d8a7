/** k-means by Lloyd's algorithm from many seeded starts, and the silhouette by which k is chosen. */
import { chanceOf, type Chance } from '../chance.ts';

export interface Clustering {
  /** Cluster of each point, numbered from 0 in the order in which they first occur. */
  clusters: number[];
  /** Total within-cluster sum of squares. */
  within: number;
}

/** The best of `starts` runs (k-means++ starts: Arthur and Vassilvitskii 2007). Equal seeds give equal clusters. */
export function kMeans(points: readonly (readonly number[])[], k: number, starts: number, seed: number): Clustering {
  let best: Clustering | undefined;
  for (let start = 0; start < starts; start += 1) {
    const found = lloyd(points, firstCentres(points, k, chanceOf(seed, k * 100_000 + start)));
    if (best === undefined || found.within < best.within - 1e-12) best = found;
  }
  if (best === undefined) return { clusters: points.map(() => 0), within: 0 };
  return { ...best, clusters: renumber(best.clusters) };
}

function firstCentres(points: readonly (readonly number[])[], k: number, chance: Chance): number[][] {
  const centres = [[...(points[chance.below(points.length)] ?? [])]];
  while (centres.length < k) {
    const distances = points.map((point) => Math.min(...centres.map((centre) => squared(point, centre))));
    const total = distances.reduce((sum, distance) => sum + distance, 0);
    let left = chance.uniform() * total;
    let pick = distances.findIndex((distance) => (left -= distance) < 0);
    if (pick === -1) pick = points.length - 1;
    centres.push([...(points[pick] ?? [])]);
  }
  return centres;
}

function lloyd(points: readonly (readonly number[])[], centres: number[][]): Clustering {
  let clusters = points.map((point) => nearest(point, centres));
  for (let round = 0; round < 300; round += 1) {
    for (const [index, centre] of centres.entries()) {
      const members = points.filter((_, point) => clusters[point] === index);
      // A centre that lost all its points stays where it is.
      if (members.length > 0) {
        for (const c of centre.keys())
          centre[c] = members.reduce((sum, member) => sum + (member[c] ?? 0), 0) / members.length;
      }
    }
    const next = points.map((point) => nearest(point, centres));
    const isSettled = next.every((cluster, point) => cluster === clusters[point]);
    clusters = next;
    if (isSettled) break;
  }
  const within = points.reduce((sum, point, index) => sum + squared(point, centres[clusters[index] ?? 0] ?? []), 0);
  return { clusters, within };
}

function nearest(point: readonly number[], centres: readonly (readonly number[])[]): number {
  let [best, least] = [0, Infinity];
  for (const [index, centre] of centres.entries()) {
    const distance = squared(point, centre);
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

function squared(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let c = 0; c < a.length; c += 1) sum += ((a[c] as number) - (b[c] as number)) ** 2;
  return sum;
}

function renumber(clusters: readonly number[]): number[] {
  const names = [...new Set(clusters)];
  return clusters.map((cluster) => names.indexOf(cluster));
}

/** Mean silhouette width (Rousseeuw 1987); a point alone in its cluster counts 0. Null for a single cluster. */
export function silhouette(points: readonly (readonly number[])[], clusters: readonly number[]): number | null {
  const sizes = new Map<number, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  if (sizes.size < 2) return null;
  const widths = points.map((point, index) => {
    const own = clusters[index] ?? 0;
    if (sizes.get(own) === 1) return 0;
    const sums = new Map<number, number>();
    for (const [other, place] of points.entries()) {
      if (other === index) continue;
      const cluster = clusters[other] ?? 0;
      sums.set(cluster, (sums.get(cluster) ?? 0) + Math.sqrt(squared(point, place)));
    }
    const inside = (sums.get(own) ?? 0) / ((sizes.get(own) ?? 2) - 1);
    const outside = Math.min(
      ...[...sizes].filter(([cluster]) => cluster !== own).map(([cluster, size]) => (sums.get(cluster) ?? 0) / size),
    );
    const larger = Math.max(inside, outside);
    return larger === 0 ? 0 : (outside - inside) / larger;
  });
  return widths.reduce((sum, width) => sum + width, 0) / widths.length;
}
