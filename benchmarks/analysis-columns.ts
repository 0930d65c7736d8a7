/**
 * Columns: group by month, actor and type, and conduct coverage, over a million incidents. Beside it plain loops over
 * typed arrays and DuckDB, all in this run and in turn; every side must give the same answer. Bar: at most twice the plain loop.
 */
import { countGroups, coverageOfMasses, massesOfColumns } from '../src/analysis/index.ts';
import { drawStream } from '../src/analysis/statistics/random.ts';
import { openDuckDb, type Connection } from './peers/duckdb.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 15);
const n = 1_000_000;
const [months, actors, types] = [240, 200, 11];
const bar = 2;

/** A fifth names nobody, a tenth two states; half of the actors are parties. */
function makeData() {
  const draw = drawStream(1, 0);
  const month = Uint16Array.from({ length: n }, () => draw(months));
  const actor = Uint16Array.from({ length: n }, () => Math.floor((draw(actors) * draw(actors)) / actors));
  const type = Uint8Array.from({ length: n }, () => draw(types));
  const starts = new Uint32Array(n + 1);
  const listed: number[] = [];
  for (let k = 0; k < n; k += 1) {
    const kind = draw(10);
    if (kind >= 2) listed.push(actor[k] as number);
    if (kind === 9) listed.push(((actor[k] as number) + 1) % actors);
    starts[k + 1] = listed.length;
  }
  const parties = Uint8Array.from({ length: actors }, (_, state) => state % 2);
  return { month, actor, type, starts, states: Uint16Array.from(listed), parties };
}

const data = makeData();
const columns = { starts: data.starts, states: data.states, stateCount: actors, weights: null, credences: null };

function plainGroups(): Uint32Array {
  const { month, actor, type } = data;
  const counts = new Uint32Array(months * actors * types);
  for (let i = 0; i < n; i += 1) {
    const group = ((month[i] as number) * actors + (actor[i] as number)) * types + (type[i] as number);
    counts[group] = (counts[group] as number) + 1;
  }
  return counts;
}

function plainCoverage(): number {
  const { starts, states, parties } = data;
  let [known, mass] = [0, 0];
  for (let k = 0; k < n; k += 1) {
    const [from, to] = [starts[k] as number, starts[k + 1] as number];
    if (to === from) continue;
    known += 1;
    const part = 1 / (to - from);
    for (let i = from; i < to; i += 1) if (parties[states[i] as number] === 1) mass += part;
  }
  return mass / known;
}

const ours = {
  groups: () =>
    countGroups(
      { codes: data.month, size: months },
      { codes: data.actor, size: actors },
      { codes: data.type, size: types },
    ),
  coverage: () => coverageOfMasses(massesOfColumns(columns), data.parties).value,
};

interface Peer {
  groups: () => Promise<number>;
  coverage: () => Promise<number>;
}

/** The same questions to DuckDB; null where it is not installed. */
async function peerOf(connection: Connection | null): Promise<Peer | null> {
  if (!connection) return null;
  await connection.run('create table incidents (month usmallint, actor usmallint, type utinyint)');
  const appender = await connection.createAppender('incidents');
  for (let i = 0; i < n; i += 1) {
    appender.appendUSmallInt(data.month[i] as number);
    appender.appendUSmallInt(data.actor[i] as number);
    appender.appendUTinyInt(data.type[i] as number);
    appender.endRow();
  }
  appender.closeSync();
  await connection.run('create table named (operation uinteger, state usmallint)');
  const listed = await connection.createAppender('named');
  for (let k = 0; k < n; k += 1) {
    for (let i = data.starts[k] as number; i < (data.starts[k + 1] as number); i += 1) {
      listed.appendUInteger(k);
      listed.appendUSmallInt(data.states[i] as number);
      listed.endRow();
    }
  }
  listed.closeSync();
  const one = async (sql: string): Promise<number> => {
    const rows = (await connection.runAndReadAll(sql)).getRows();
    return Number(rows[0]?.[0]);
  };
  return {
    groups: () => one('select count(*) from (select month, actor, type, count(*) c from incidents group by all)'),
    coverage: () =>
      one(
        'with sizes as (select operation, count(*) s from named group by operation) ' +
          'select sum(case when state % 2 = 1 then 1.0 / s else 0 end) / sum(1.0 / s) from named join sizes using (operation)',
      ),
  };
}

async function milliseconds(work: () => unknown): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

const peer = await peerOf(await openDuckDb());
const groups = ours.groups().filter((count) => count > 0).length;
if (groups !== plainGroups().filter((count) => count > 0).length) throw new Error('the groups differ');
if (Math.abs(ours.coverage() - plainCoverage()) > 1e-9) throw new Error('the coverage differs');
if (peer) {
  if ((await peer.groups()) !== groups) throw new Error('the groups of DuckDB differ');
  if (Math.abs((await peer.coverage()) - plainCoverage()) > 1e-9) throw new Error('the coverage of DuckDB differs');
}
const subjects: [string, () => unknown][] = [
  ['groups ours', ours.groups],
  ['groups plain', plainGroups],
  ['coverage ours', ours.coverage],
  ['coverage plain', plainCoverage],
  ...(peer
    ? ([
        ['groups DuckDB', peer.groups],
        ['coverage DuckDB', peer.coverage],
      ] satisfies [string, () => unknown][])
    : []),
];
const times = new Map(subjects.map(([name]) => [name, [] as number[]]));
for (let round = 0; round < rounds + 3; round += 1) {
  for (const [name, work] of subjects) {
    const time = await milliseconds(work);
    if (round >= 3) times.get(name)?.push(time);
  }
}
const timeOf = (name: string): number => median(times.get(name) ?? []);
let missed = false;
console.log(
  `${n.toLocaleString('en')} incidents, ${groups.toLocaleString('en')} groups, median of ${rounds} rounds in turn`,
);
for (const what of ['groups', 'coverage']) {
  const ratio = timeOf(`${what} ours`) / timeOf(`${what} plain`);
  missed ||= ratio > bar;
  console.log(
    `${what.padEnd(9)} ours ${timeOf(`${what} ours`).toFixed(1)} ms, plain typed arrays ${timeOf(`${what} plain`).toFixed(1)} ms, ` +
      `ratio ${ratio.toFixed(2)} (bar ${bar}: ${ratio <= bar ? 'met' : 'MISSED'})` +
      (peer ? `, DuckDB ${timeOf(`${what} DuckDB`).toFixed(0)} ms` : ', DuckDB is not installed'),
  );
}
process.exitCode = missed ? 1 : 0;
