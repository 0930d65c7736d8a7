/**
 * The simulator of the repeated game beside a plain loop in the same language, in one run: rounds per second, equal
 * strategies, equal error, equal number of rounds; both means are held against the exact chain.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { Table, expectedTotals, machineOf, matchSeed, pairChain } from '../src/incentives/index.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 7);
const payoffs = { R: 3, S: 0, T: 5, P: 1 };
const error = 0.05;
const length = 10_000;
const matches = 200;

type Move = 'C' | 'D';
type Player = (own: Move | null, other: Move | null) => Move;
const titForTat: Player = (_, other) => other ?? 'C';
const winStay: Player = (own, other) => (own === null || own === other ? 'C' : 'D');

/** What anybody would write first: players as functions, moves as letters, one draw a player and round. */
function plainMatch(a: Player, b: Player, seed: number): number {
  const generator = xoroshiro128plus(seed);
  const slip = (move: Move): Move => (uniformFloat64(generator) < error ? (move === 'C' ? 'D' : 'C') : move);
  let own: Move | null = null;
  let other: Move | null = null;
  let total = 0;
  for (let round = 0; round < length; round += 1) {
    const x: Move = slip(a(own, other));
    const y: Move = slip(b(other, own));
    total += x === 'C' ? (y === 'C' ? payoffs.R : payoffs.S) : y === 'C' ? payoffs.T : payoffs.P;
    own = x;
    other = y;
  }
  return total;
}

const [a, b] = [machineOf('TFT').machine, machineOf('WSLS').machine];
const table = new Table(a, b, payoffs, error);
const subjects = [
  { name: 'plain loop', play: (seed: number) => plainMatch(titForTat, winStay, seed) },
  { name: 'Servanda', play: (seed: number) => table.play(length, seed).a },
];

const times = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
const means = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
for (let round = 0; round <= rounds; round += 1) {
  // Sides take turns, so that what else the machine does falls on both; the first round warms up.
  for (const { name, play } of subjects) {
    const begin = performance.now();
    for (let match = 0; match < matches; match += 1) means.get(name)?.push(play(matchSeed(round, match)) / length);
    if (round > 0) times.get(name)?.push(performance.now() - begin);
  }
}

const exact = expectedTotals(pairChain(a, b, payoffs, error), length)[0] / length;
const median = (values: readonly number[]): number => [...values].sort((x, y) => x - y)[values.length >> 1] ?? NaN;
console.log(
  `TFT against WSLS, error ${error}, ${matches} matches of ${length} rounds, ${rounds} times; Node ${process.versions.node}`,
);
console.log(`exact payoff a round: ${exact.toFixed(6)}`);
const rates = subjects.map(({ name }) => {
  const rate = (matches * length) / (median(times.get(name) ?? []) / 1000);
  const all = means.get(name) ?? [];
  const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
  const deviation = Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (all.length - 1) / all.length);
  const off = Math.abs(mean - exact) / deviation;
  if (off > 4) process.exitCode = 1;
  console.log(
    `${name.padEnd(12)}${(rate / 1e6).toFixed(1).padStart(8)} M rounds/s   mean ${mean.toFixed(6)}, ${off.toFixed(2)} standard errors off`,
  );
  return rate;
});
console.log(`ratio ${((rates[1] ?? 0) / (rates[0] ?? 1)).toFixed(2)}`);
