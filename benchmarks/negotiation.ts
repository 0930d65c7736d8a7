/**
 * The coalition frontier beside a plain loop over all texts, in one run: nodes per second, and the time to a proven
 * frontier of 200 parties and 12 clauses of 4 wordings (16.8 million texts), one thread and two.
 */
import { availableParallelism } from 'node:os';
import {
  FrontierInput,
  chanceOf,
  compileProblem,
  joinFrontier,
  runPart,
  splitFrontier,
  type FrontierResult,
} from '../src/negotiation/index.ts';
import { openWorkerPool } from '../src/server/workers/pool.ts';

/** Bar of the issue: proof of optimality within a minute on two cores. */
const bar = 60_000;

/** `leaning`: parties like or dislike strength as such; `mixed`: every utility for itself, the hardest case. */
function negotiation(kind: 'leaning' | 'mixed', clauses: number, wordings: number, parties: number): FrontierInput {
  const chance = chanceOf(20_170_623);
  const round = (value: number): number => Math.round(value * 100) / 100;
  const clauseList = Array.from({ length: clauses }, (_, c) => ({
    id: `c${c}`,
    options: Array.from({ length: wordings }, (_, o) => ({ id: `o${o}`, strength: o })),
  }));
  return FrontierInput.parse({
    clauses: clauseList,
    measures: ['count'],
    engine: 'branch-and-bound',
    parties: Array.from({ length: parties }, (_, p) => {
      const lean = chance.uniform() * 2 - 1;
      return {
        id: `p${p}`,
        weight: round(chance.uniform()),
        reservation: round(clauses * 0.2 * (chance.uniform() - 0.5)),
        utilities: Object.fromEntries(
          clauseList.map(({ id, options }) => [
            id,
            Object.fromEntries(
              options.map((option, o) => [
                option.id,
                kind === 'mixed'
                  ? round(chance.uniform() * 2 - 1)
                  : round(((lean + chance.uniform() - 0.5) * o) / (wordings - 1)),
              ]),
            ),
          ]),
        ),
        redLines: p % 5 === 0 ? [{ clause: `c${p % clauses}`, option: `o${wordings - 1}` }] : [],
      };
    }),
  });
}

/** What anybody would write first: every text, every party, every clause. Stops after `most` texts. */
function plainLoop(input: FrontierInput, most: number): { texts: number; best: Map<number, number> } {
  const { clauses, parties } = input;
  const red = parties.map(({ redLines }) => new Set(redLines.map(({ clause, option }) => `${clause} ${option}`)));
  const values = parties.map(({ utilities }, p) =>
    clauses.map(({ id, options }) =>
      options.map((option) => (red[p]?.has(`${id} ${option.id}`) ? -Infinity : (utilities[id]?.[option.id] ?? 0))),
    ),
  );
  const text = clauses.map(() => 0);
  const best = new Map<number, number>();
  let texts = 0;
  for (;;) {
    let strength = 0;
    for (let c = 0; c < clauses.length; c += 1) strength += clauses[c]?.options[text[c] ?? 0]?.strength ?? 0;
    let count = 0;
    for (let p = 0; p < parties.length; p += 1) {
      let sum = 0;
      for (let c = 0; c < clauses.length; c += 1) sum += values[p]?.[c]?.[text[c] ?? 0] ?? 0;
      // The tolerance stands in for the exact sums of the room.
      if (sum >= (parties[p]?.reservation ?? 0) - 1e-9) count += 1;
    }
    if (count > (best.get(strength) ?? -1)) best.set(strength, count);
    texts += 1;
    if (texts >= most) return { texts, best };
    let c = clauses.length - 1;
    while (c >= 0 && text[c] === (clauses[c]?.options.length ?? 1) - 1) {
      text[c] = 0;
      c -= 1;
    }
    if (c < 0) return { texts, best };
    text[c] = (text[c] ?? 0) + 1;
  }
}

/** Points that no stronger text reaches. */
function frontierOf(best: ReadonlyMap<number, number>): string {
  const points: [number, number][] = [];
  for (const [strength, count] of [...best].sort(([a], [b]) => b - a)) {
    if (count > (points.at(-1)?.[1] ?? -1)) points.push([strength, count]);
  }
  return JSON.stringify(points);
}

function pointsOf(result: FrontierResult): string {
  return JSON.stringify(result.frontiers[0]?.points.map(({ strength, value }) => [strength, value]));
}

function report(name: string, milliseconds: number, rest: string): void {
  console.log(`${name.padEnd(44)}${(milliseconds / 1000).toFixed(2).padStart(9)} s  ${rest}`);
}

const perSecond = (count: number, milliseconds: number): string =>
  `${Math.round((count / milliseconds) * 1000).toLocaleString('en')}/s`;

console.log(`Node ${process.versions.node}, ${availableParallelism()} cores`);

console.log('\n8 clauses × 4 wordings, 200 parties (65,536 texts): both to the end');
for (const kind of ['leaning', 'mixed'] as const) {
  const input = negotiation(kind, 8, 4, 200);
  let begin = performance.now();
  const plain = plainLoop(input, Infinity);
  const plainTook = performance.now() - begin;
  report(`${kind}: plain loop`, plainTook, `${perSecond(plain.texts, plainTook)} texts`);
  begin = performance.now();
  const found = joinFrontier(input, splitFrontier(input).map(runPart));
  const took = performance.now() - begin;
  const { nodes = 0 } = found.frontiers[0] ?? {};
  const same = pointsOf(found) === frontierOf(plain.best);
  if (!same) process.exitCode = 1;
  report(
    `${kind}: branch and bound`,
    took,
    `${perSecond(nodes, took)} nodes, ${nodes} nodes, ${(plainTook / took).toFixed(1)} times as fast, ${same ? 'the same frontier' : 'NOT THE SAME FRONTIER'}`,
  );
}

console.log('\n12 clauses × 4 wordings, 200 parties (16,777,216 texts): to the proof');
const pool = openWorkerPool(2);
for (const kind of ['leaning', 'mixed'] as const) {
  const input = negotiation(kind, 12, 4, 200);
  let begin = performance.now();
  const sample = plainLoop(input, 100_000);
  const wouldTake = ((performance.now() - begin) / sample.texts) * compileProblem(input).texts;
  report(
    `${kind}: plain loop (from 100,000 texts)`,
    wouldTake,
    `${perSecond(compileProblem(input).texts, wouldTake)} texts`,
  );
  for (const threads of [1, 2]) {
    begin = performance.now();
    const parts = splitFrontier(input);
    const results =
      threads === 1
        ? parts.map(runPart)
        : await Promise.all(parts.map((part) => pool.run('method-part', { method: 'negotiation-frontier', part })));
    const { nodes = 0, proof, points = [] } = joinFrontier(input, results as never[]).frontiers[0] ?? {};
    const took = performance.now() - begin;
    const verdict =
      threads === 2 ? `; bar of ${bar / 1000} s ${took <= bar && proof === 'optimal' ? 'met' : 'not met'}` : '';
    if (verdict.endsWith('not met')) process.exitCode = 1;
    report(
      `${kind}: branch and bound, ${threads} thread${threads > 1 ? 's' : ''}`,
      took,
      `${perSecond(nodes, took)} nodes, ${proof ?? ''}, ${points.length} points, ${(wouldTake / took).toFixed(1)} times as fast${verdict}`,
    );
  }
}
await pool.close();
