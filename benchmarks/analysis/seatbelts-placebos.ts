/** The Seatbelts placebo suite against R in one run: seconds of processor time on one thread, and whether both agree. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {
  fitPlacebos,
  placeboMonths,
  type Placebo,
  type PlaceboSetup,
} from '../../src/analysis/effect/placebo-in-time.ts';
import { parseMonth } from '../../src/analysis/effect/month.ts';
import { monthlySeries, type MonthlyRow } from '../../src/analysis/effect/series.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const bar = 10;
const vector = path.join(import.meta.dirname, '../../vectors/analysis/effect/p5.2-negative-binomial.json');
const script = path.join(import.meta.dirname, 'seatbelts-placebos.R');

interface FromR {
  r: string;
  seconds: number[];
  nb: number[];
  hac: number[];
  level: number[];
  levelError: number[];
}

/** Prints a table; exit code 1 if the bar is missed or the numbers disagree. */
export function seatbeltsPlacebos(): void {
  const { input } = JSON.parse(fs.readFileSync(vector, 'utf8')) as { input: { series: MonthlyRow[]; from: string } };
  const series = monthlySeries(input.series);
  const from = parseMonth(input.from);
  const common = { season: 'month-dummies', minimumBefore: 24, minimumAfter: 12 } as const;
  const nbSetup: PlaceboSetup = { ...common, model: 'negative-binomial', lag: 12 };
  const levelSetup: PlaceboSetup = { ...common, model: 'local-level' };
  const months = placeboMonths(series, from, nbSetup);
  const suite = (): { nb: Placebo[]; level: Placebo[] } => ({
    nb: fitPlacebos(series, from, months, nbSetup),
    level: fitPlacebos(series, from, months, levelSetup),
  });
  const result = suite();
  const own = Array.from({ length: rounds }, () => {
    const begin = process.cpuUsage();
    suite();
    return process.cpuUsage(begin).user / 1e6;
  });
  console.log(`Seatbelts placebo suite: ${months.length} dates, negative binomial + Newey–West and local level`);
  console.log(
    `Servanda      ${median(own).toFixed(3)} s  (rounds: ${own.map((value) => value.toFixed(3)).join(', ')})`,
  );
  const peer = spawnSync('Rscript', [script, String(rounds)], { encoding: 'utf8' });
  if (peer.error || peer.status !== 0) {
    console.log(
      `R is not here, or lacks MASS and sandwich, so there is nothing to compare with. ${peer.stderr}`.trim(),
    );
    return;
  }
  const r = JSON.parse(peer.stdout) as FromR;
  const ratio = median(r.seconds) / median(own);
  console.log(
    `R ${r.r.padEnd(11)} ${median(r.seconds).toFixed(3)} s  (rounds: ${r.seconds.map((value) => value.toFixed(3)).join(', ')})`,
  );
  console.log(`${ratio.toFixed(1)} times R; bar ${bar}: ${ratio >= bar ? 'met' : 'not met'}`);
  const gap = Math.max(
    apart(result.nb, r.nb, ({ estimate }) => estimate),
    apart(result.nb, r.hac, ({ neweyWestError }) => neweyWestError),
    apart(result.level, r.level, ({ estimate }) => estimate),
    apart(result.level, r.levelError, ({ standardError }) => standardError),
  );
  console.log(`Largest difference of any estimate or error: ${gap.toExponential(1)}`);
  if (ratio < bar || !(gap < 1e-3)) process.exitCode = 1;
}

function apart(
  own: readonly Placebo[],
  theirs: readonly number[],
  read: (fit: NonNullable<Placebo['fit']>) => number | null,
): number {
  return Math.max(...own.map(({ fit }, i) => Math.abs((fit ? (read(fit) ?? NaN) : NaN) - (theirs[i] ?? NaN))));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
