/** Every text, one after the other: the plain way, exact, for drafts of which all texts can be visited. */
import type { Measure } from './input.ts';
import { acceptingParties, participationOf, strengthOf, type Problem, type Text } from './problem.ts';
import { Staircase } from './staircase.ts';

/** Visits all texts in order of the wordings; the first text of a point stands for it, ties are counted. */
export function enumerateFrontier(problem: Problem, measure: Measure): { staircase: Staircase; nodes: number } {
  const staircase = new Staircase();
  let nodes = 0;
  for (const text of allTexts(problem.sizes)) {
    nodes += 1;
    const participation = participationOf(problem, measure, acceptingParties(problem, text));
    staircase.add({ strength: strengthOf(problem, text), participation, text, tied: 1 });
  }
  return { staircase, nodes };
}

/** All texts, the last clause turning fastest. */
export function* allTexts(sizes: readonly number[]): Generator<Text> {
  const text = sizes.map(() => 0);
  for (;;) {
    yield [...text];
    let clause = sizes.length - 1;
    while (clause >= 0 && text[clause] === (sizes[clause] ?? 1) - 1) {
      text[clause] = 0;
      clause -= 1;
    }
    if (clause < 0) return;
    text[clause] = (text[clause] ?? 0) + 1;
  }
}
