/** Good texts found quickly, so that branch and bound has something to prune with from the first node on. */
import type { Measure } from './input.ts';
import { acceptingParties, participationOf, strengthOf, wholeOf, type Problem } from './problem.ts';
import { Staircase, type Point } from './staircase.ts';

const steps = 20;

/**
 * Climbs from the strongest, the weakest and the best liked text, one clause at a time, towards weighted sums of
 * strength and participation. Deterministic; every text tried is a candidate.
 */
export function warmStart(problem: Problem, measure: Measure): readonly Point[] {
  const staircase = new Staircase();
  const { sizes, strengths, utilities } = problem;
  const reach = Math.max(1, wholeOf(problem, measure));
  const strongest = sizes.map((_, clause) => indexOfMost(strengths[clause] ?? []));
  const weakest = sizes.map((_, clause) => indexOfMost((strengths[clause] ?? []).map((strength) => -strength)));
  const liked = sizes.map((_, clause) =>
    indexOfMost((utilities[clause] ?? []).map((row) => row.reduce((sum, value) => sum + Math.max(value, -1e13), 0))),
  );
  const range = Math.max(1, strengthOf(problem, strongest) - strengthOf(problem, weakest));
  // Climbs meet again and again: each text is judged once.
  const judged = new Map<string, { strength: number; participation: number }>();
  const judge = (text: readonly number[]): { strength: number; participation: number } => {
    const key = text.join(' ');
    let found = judged.get(key);
    if (!found) {
      const participation = participationOf(problem, measure, acceptingParties(problem, text));
      judged.set(key, (found = { strength: strengthOf(problem, text), participation }));
      staircase.add({ ...found, text: [...text], tied: null });
    }
    return found;
  };
  const tryText = (text: number[], weight: number): number => {
    const { strength, participation } = judge(text);
    return (weight * strength) / range + ((1 - weight) * participation) / reach;
  };
  for (let step = 0; step <= steps; step += 1) {
    for (const start of [strongest, weakest, liked]) climb([...start], sizes, (text) => tryText(text, step / steps));
  }
  return staircase.points;
}

function climb(text: number[], sizes: readonly number[], value: (text: number[]) => number): void {
  let best = value(text);
  for (let improved = true; improved;) {
    improved = false;
    for (const [clause, size] of sizes.entries()) {
      const before = text[clause] ?? 0;
      let keep = before;
      for (let option = 0; option < size; option += 1) {
        if (option === before) continue;
        text[clause] = option;
        const now = value(text);
        if (now > best + 1e-12) {
          best = now;
          keep = option;
          improved = true;
        }
      }
      text[clause] = keep;
    }
  }
}

function indexOfMost(values: readonly number[]): number {
  return values.reduce((best, value, index) => (value > (values[best] ?? -Infinity) ? index : best), 0);
}
