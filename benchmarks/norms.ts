/**
 * Norms against their peers, in one run: 100,000 incidents x 50 norms x 5 conditions, the same results checked on all
 * sides; before that a million incidents under every norm and every set of definitions of the record, with peak memory.
 * One evaluation is one incident under one provision under one choice of definitions, to a verdict of three values.
 * Peers live in benchmarks/package.json (`npm ci --ignore-scripts` there); without them their lines say so.
 */
import path from 'node:path';
import { lawsOf, readingOf, testedProvisions } from '../src/findings/index.ts';
import { truthValues, type NormExpression, type Truth } from '../src/model/index.ts';
import {
  Columns,
  Diagrams,
  answerPlanes,
  atomValue,
  compileLibrary,
  compilePlanes,
  countPlanes,
  normRoot,
  planeValue,
  runPlanes,
} from '../src/norms/index.ts';
import { View } from '../src/registry/index.ts';
import { openInstance } from '../src/server/index.ts';
import { openFileLog } from '../src/storage/index.ts';
import { openDuckDb } from './peers/duckdb.ts';
import { optional } from './peers/optional.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 7);
const incidents = 100_000;
const norms = 50;
const factCount = 40;
/** The rules engine is asked for fewer incidents: it would need a minute a round for all. */
const engineIncidents = 2_000;

/** A plain generator with a seed, so that every run has the same incidents. */
function randoms(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Processor seconds of this process: what a side takes of one core, whatever else the machine does. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const millions = (rate: number): string => `${(rate / 1e6).toFixed(1).padStart(9)} M evaluations/s`;

/** Throws unless both are equal: a benchmark of wrong answers is worth nothing. */
function same(what: string, found: unknown, expected: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`${what}: ${JSON.stringify(found).slice(0, 200)} is not ${JSON.stringify(expected).slice(0, 200)}`);
}

async function million(): Promise<void> {
  const folder = path.join(import.meta.dirname, '../record');
  const instance = await openInstance([await openFileLog(folder, { readOnly: true })]);
  const view = new View(instance.registry);
  const laws = lawsOf(view);
  const { library } = laws;
  const recorded = view
    .all('incident')
    .map((incident) =>
      readingOf(view, incident, null).targets.map((facts) => library.atoms.map((atom) => atomValue(atom, facts))),
    );
  const next = randoms(1);
  const total = 1_000_000;
  const columns = new Columns(library, total);
  const kept: Truth[][][] = [];
  let begin = performance.now();
  for (let at = 0; at < total; at += 1) {
    // A recorded incident with some leaves changed, so that no two need be alike.
    const targets = (recorded[next(recorded.length)] ?? []).map((leaves) => {
      const own = [...leaves];
      for (let change = 0; change < 6; change += 1) own[next(own.length)] = truthValues[next(3)] ?? 'unknown';
      return own;
    });
    columns.addLeaves(targets);
    if (at % 997 === 0) kept.push(targets);
  }
  const filled = performance.now() - begin;
  const provisions = testedProvisions(view);
  const wanted = provisions.flatMap(({ id }) =>
    laws.sets.map(({ picked }) => ({ root: normRoot(library, id) ?? -1, picked })),
  );
  const program = compilePlanes(library, wanted);
  const planes = answerPlanes(program, total);
  begin = performance.now();
  const processor = processorSeconds();
  runPlanes(program, columns, planes);
  const [took, worked] = [performance.now() - begin, processorSeconds() - processor];
  const diagrams = new Diagrams(library);
  kept.forEach((targets, at) => {
    const nodes = targets.map((leaves) => diagrams.ofAtoms((atom) => leaves[library.atoms.indexOf(atom)] ?? 'unknown'));
    wanted.forEach(({ root, picked }, answer) => {
      const diagram = nodes.reduce((most, own) => diagrams.any(most, own[root] ?? 1), 0);
      const plane = planes[answer];
      if (plane) same('plane', planeValue(plane, at * 997), diagrams.at(diagram, picked));
    });
  });
  const evaluations = total * wanted.length;
  console.log(
    `a million incidents (${total + columns.further.count} targets) x ${provisions.length} norms x ${laws.sets.length} sets: ${evaluations.toLocaleString('en')} evaluations in ${took.toFixed(0)} ms, ${millions(evaluations / worked).trim()} of processor time; columns filled in ${(filled / 1000).toFixed(1)} s; ${kept.length * wanted.length} of them compared one by one`,
  );
  console.log(`peak memory of the process: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB (bar: 2048)`);
  await instance.close();
}

interface Literal {
  fact: number;
  negated: boolean;
}
/** c0 and (c1 or c2) and (c3 or c4), each possibly negated. */
type Norm = readonly [Literal, Literal, Literal, Literal, Literal];

const next = randoms(2);
const coded: Norm[] = Array.from({ length: norms }, () => {
  const literal = (): Literal => ({ fact: next(factCount), negated: next(3) === 0 });
  return [literal(), literal(), literal(), literal(), literal()];
});
/** Facts: half false, a third true, the rest unknown. */
const facts: Uint8Array[] = Array.from({ length: factCount }, () =>
  Uint8Array.from({ length: incidents }, () => {
    const chance = next(6);
    return chance < 3 ? 0 : chance < 5 ? 2 : 1;
  }),
);

interface Counts {
  true: number[];
  false: number[];
}

interface Side {
  name: string;
  evaluations: number;
  run: () => Promise<Counts> | Counts;
}

function servanda(): Side & { firstTrue: () => number[] } {
  const expression = ([a, b, c, d, e]: Norm): NormExpression => {
    const leaf = ({ fact, negated }: Literal): NormExpression =>
      negated ? { not: { fact: `f${fact}` } } : { fact: `f${fact}` };
    return { all: [leaf(a), { any: [leaf(b), leaf(c)] }, { any: [leaf(d), leaf(e)] }] };
  };
  const library = compileLibrary({
    variants: [],
    links: [],
    sets: [],
    facts: facts.map((_, at) => `f${at}`),
    norms: coded.map((norm, at) => ({ id: `bench/${at}`, expression: expression(norm) })),
  });
  const columns = new Columns(library, incidents);
  const column = library.atoms.map((atom) => (atom.is === 'fact' ? facts[Number(atom.name.slice(1))] : undefined));
  for (let at = 0; at < incidents; at += 1)
    columns.addLeaves([column.map((values) => truthValues[values?.[at] ?? 1] ?? 'unknown')]);
  const program = compilePlanes(
    library,
    coded.map((_, at) => ({ root: normRoot(library, `bench/${at}`) ?? -1, picked: [] })),
  );
  const planes = answerPlanes(program, incidents);
  return {
    name: 'Servanda, bit-planes, three values',
    evaluations: incidents * norms,
    run: () => {
      runPlanes(program, columns, planes);
      const counts = planes.map(countPlanes);
      return { true: counts.map((one) => one.true), false: counts.map((one) => one.false) };
    },
    firstTrue: () =>
      planes.map((plane) => {
        let count = 0;
        for (let at = 0; at < engineIncidents; at += 1) if (planeValue(plane, at) === 'true') count += 1;
        return count;
      }),
  };
}

/** A plain loop over bytes, three values: what a careful program without packing does. */
function typedArrays(): Side {
  const columnOf = ({ fact }: Literal): Uint8Array => facts[fact] ?? new Uint8Array(incidents);
  return {
    name: 'typed arrays, three values',
    evaluations: incidents * norms,
    run: () => {
      const counts: Counts = { true: [], false: [] };
      for (const [a, b, c, d, e] of coded) {
        const [A, B, C, D, E] = [columnOf(a), columnOf(b), columnOf(c), columnOf(d), columnOf(e)];
        // A negated value is 2 - value.
        const [na, nb, nc, nd, ne] = [a, b, c, d, e].map(({ negated }) => (negated ? 1 : 0)) as [
          number,
          number,
          number,
          number,
          number,
        ];
        let [yes, no] = [0, 0];
        for (let at = 0; at < incidents; at += 1) {
          const va = na === 1 ? 2 - (A[at] ?? 1) : (A[at] ?? 1);
          const vb = nb === 1 ? 2 - (B[at] ?? 1) : (B[at] ?? 1);
          const vc = nc === 1 ? 2 - (C[at] ?? 1) : (C[at] ?? 1);
          const vd = nd === 1 ? 2 - (D[at] ?? 1) : (D[at] ?? 1);
          const ve = ne === 1 ? 2 - (E[at] ?? 1) : (E[at] ?? 1);
          const bc = vb > vc ? vb : vc;
          const de = vd > ve ? vd : ve;
          const least = bc < de ? bc : de;
          const value = va < least ? va : least;
          if (value === 2) yes += 1;
          else if (value === 0) no += 1;
        }
        counts.true.push(yes);
        counts.false.push(no);
      }
      return counts;
    },
  };
}

async function duckdb(): Promise<Side | null> {
  const connection = await openDuckDb();
  if (!connection) return null;
  await connection.run(`CREATE TABLE incidents (${facts.map((_, at) => `f${at} BOOLEAN`).join(', ')})`);
  const appender = await connection.createAppender('incidents');
  for (let at = 0; at < incidents; at += 1) {
    for (const values of facts) {
      const value = values[at];
      if (value === 1) appender.appendNull();
      else appender.appendBoolean(value === 2);
    }
    appender.endRow();
  }
  appender.closeSync();
  const leaf = ({ fact, negated }: Literal): string => (negated ? `(NOT f${fact})` : `f${fact}`);
  // SQL's NULL is the third value of strong Kleene logic.
  const inner = coded.map(
    ([a, b, c, d, e], at) => `${leaf(a)} AND (${leaf(b)} OR ${leaf(c)}) AND (${leaf(d)} OR ${leaf(e)}) AS n${at}`,
  );
  const counted = coded.flatMap((_, at) => [`count(*) FILTER (n${at})`, `count(*) FILTER (NOT n${at})`]);
  const sql = `SELECT ${counted.join(', ')} FROM (SELECT ${inner.join(', ')} FROM incidents)`;
  return {
    name: 'DuckDB, one thread, NULL as unknown',
    evaluations: incidents * norms,
    run: async () => {
      const row = (await connection.runAndReadAll(sql)).getRows()[0] ?? [];
      const numbers = row.map(Number);
      return { true: numbers.filter((_, at) => at % 2 === 0), false: numbers.filter((_, at) => at % 2 === 1) };
    },
  };
}

interface RulesEngine {
  Engine: new () => {
    addRule: (rule: unknown) => unknown;
    run: (facts: Record<string, unknown>) => Promise<{ events: { type: string }[] }>;
  };
}

async function rulesEngine(): Promise<Side | null> {
  const module = await optional<RulesEngine>('json-rules-engine');
  if (!module) return null;
  const leaf = ({ fact, negated }: Literal) => ({ fact: `f${fact}`, operator: 'equal', value: negated ? 0 : 2 });
  const engine = new module.Engine();
  coded.forEach(([a, b, c, d, e], at) => {
    engine.addRule({
      conditions: { all: [leaf(a), { any: [leaf(b), leaf(c)] }, { any: [leaf(d), leaf(e)] }] },
      event: { type: String(at) },
    });
  });
  return {
    name: `json-rules-engine, ${engineIncidents} incidents, true or not`,
    evaluations: engineIncidents * norms,
    run: async () => {
      const yes = coded.map(() => 0);
      for (let at = 0; at < engineIncidents; at += 1) {
        const { events } = await engine.run(Object.fromEntries(facts.map((values, fact) => [`f${fact}`, values[at]])));
        for (const { type } of events) yes[Number(type)] = (yes[Number(type)] ?? 0) + 1;
      }
      return { true: yes, false: [] };
    },
  };
}

async function peers(): Promise<void> {
  const own = servanda();
  const expected = await own.run();
  const sides: Side[] = [own, typedArrays()];
  const [duck, rules] = [await duckdb(), await rulesEngine()];
  if (duck) sides.push(duck);
  if (rules) sides.push(rules);
  const rates = sides.map((): { wall: number; processor: number }[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, side] of sides.entries()) {
      // The engine takes long: it runs in every third round.
      if (side === rules && round % 3 !== 0) continue;
      // Short runs are repeated until the clock can tell.
      const [begin, processor] = [performance.now(), processorSeconds()];
      let [counts, times] = [await side.run(), 1];
      while (performance.now() - begin < 150) [counts, times] = [await side.run(), times + 1];
      const rate = {
        wall: ((side.evaluations * times) / (performance.now() - begin)) * 1000,
        processor: (side.evaluations * times) / (processorSeconds() - processor),
      };
      if (side === rules) same(side.name, counts.true, own.firstTrue());
      else same(side.name, counts, expected);
      // The first round warms up.
      if (round > 0) rates[at]?.push(rate);
    }
  }
  console.log(
    `${incidents.toLocaleString('en')} incidents x ${norms} norms x 5 conditions; same counts of true and false on every side`,
  );
  const middle = (at: number, which: 'wall' | 'processor'): number =>
    median((rates[at] ?? []).map((rate) => rate[which]));
  sides.forEach(({ name }, at) => {
    const times = middle(0, 'processor') / middle(at, 'processor');
    const note =
      at === 0
        ? 'bar: 500 on one core; 32 incidents a word, two planes'
        : `Servanda is ${times.toFixed(1)} times as fast`;
    console.log(
      `${name.padEnd(50)} ${millions(middle(at, 'processor'))} of processor time, ${millions(middle(at, 'wall')).trim()} by the clock; ${note}`,
    );
  });
}

await million();
await peers();
