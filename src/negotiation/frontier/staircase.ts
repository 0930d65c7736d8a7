/** A staircase: the points (strength, participation) of which none is dominated by another. */
import type { Text } from './problem.ts';

/** A text's place in the trade-off; strength in units, participation as the measure counts it. */
export interface Point {
  strength: number;
  participation: number;
  text: Text;
  /** How many texts lie on this point; null where the search does not visit them all. */
  tied: number | null;
}

/** Points by falling strength, hence by rising participation. */
export class Staircase {
  #points: Point[] = [];

  get points(): readonly Point[] {
    return this.#points;
  }

  /** The participation of the best point at least this strong; -1 where there is none. */
  bestAt(strength: number): number {
    // Points are few (at most the number of different participations), so that halving is cheap.
    let [low, high] = [0, this.#points.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#points[middle] as Point).strength >= strength) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? -1 : (this.#points[low - 1] as Point).participation;
  }

  /** True if some point is at least as good in both. */
  covers(strength: number, participation: number): boolean {
    return this.bestAt(strength) >= participation;
  }

  /** Takes the point in unless a point covers it; what it dominates goes. An equal point counts as tied. */
  add(point: Point): boolean {
    if (this.covers(point.strength, point.participation)) {
      const equal = this.#points.find(
        ({ strength, participation }) => strength === point.strength && participation === point.participation,
      );
      if (equal && equal.tied !== null && point.tied !== null) equal.tied += point.tied;
      return false;
    }
    this.#points = this.#points.filter(
      ({ strength, participation }) => strength > point.strength || participation > point.participation,
    );
    const at = this.#points.findIndex(({ strength }) => strength < point.strength);
    this.#points.splice(at === -1 ? this.#points.length : at, 0, point);
    return true;
  }
}
