/**
 * How far coverage is uncertain, three ways that are never added up (methods, section 1): (a) who was responsible,
 * drawn from the credences; (b) which operations became known, by bootstrap; (c) other credences.
 */
import { ServandaError, type PartyId } from '#model';
import { uniform } from '../statistics/chance.ts';
import { drawStream } from '../statistics/random.ts';
import type { Operation } from './coverage.ts';
import { poissonBinomial, quantileOf } from './poisson-binomial.ts';

/** What one operation weighs in the sums: its weight, the credence in parties, the credence in any named state. */
export interface OperationMass {
  weight: number;
  party: number;
  named: number;
}

/** Draws per part of a long run: parts are what workers share, so this number is part of the method. */
export const drawsPerPart = 1000;

/** Largest number of draws times operations of one run. */
export const maxWork = 500_000_000;

export interface Spread {
  mean: number;
  standardDeviation: number;
  /** 5, 50 and 95 per cent of the draws. */
  lower: number;
  median: number;
  upper: number;
}

export interface ResponsibilityUncertainty {
  draws: number;
  seed: number;
  /** Share of all weight: the denominator is fixed. */
  ofAll: Spread;
  /** Share of the weight with a named state, which differs from draw to draw. Null if some draw names nobody. */
  ofNamed: Spread | null;
  /** The same as `ofAll` computed exactly, in operations; null where weights differ or there are too many. */
  exact: {
    mean: number;
    variance: number;
    /** The 5, 50 and 95 per cent points. */
    lower: number;
    median: number;
    upper: number;
    operations: number;
  } | null;
  /** Largest distance between the drawn and the exact distribution function; above `bound` in 1 run of 1000. */
  check: { distance: number; bound: number } | null;
}

export interface SamplingUncertainty {
  draws: number;
  seed: number;
  conduct: Spread;
}

/** Sums of one part's draws. */
export interface DrawnPart {
  /** Per draw: weight of parties and of named states. */
  party: number[];
  named: number[];
  /** Per bootstrap: coverage, or NaN where no drawn operation names a state. */
  resampled: number[];
}

/** Masses of operations for a set of parties; adherence that is only possible does not count here. */
export function massesFor(operations: readonly Operation[], isParty: (state: PartyId) => boolean): OperationMass[] {
  return operations.map(({ weight, credences }) => {
    let [party, named] = [0, 0];
    for (const [state, credence] of Object.entries(credences)) {
      named += credence;
      if (isParty(state)) party += credence;
    }
    return { weight, party: Math.min(1, party), named: Math.min(1, named) };
  });
}

/** Checks the size of a run; throws INPUT_TOO_LARGE. */
export function checkWork(operations: number, draws: number): void {
  if (operations * draws > maxWork) {
    throw new ServandaError(
      'INPUT_TOO_LARGE',
      `${draws} draws over ${operations} operations are more than ${maxWork} steps; ask for fewer draws.`,
      { place: { field: 'draws' } },
    );
  }
}

/** Draws part number `part`: `draws` of responsibility, `bootstraps` of operations. Equal seed and part, equal draws. */
export function drawPart(
  masses: readonly OperationMass[],
  { seed, part, draws, bootstraps }: { seed: number; part: number; draws: number; bootstraps: number },
): DrawnPart {
  return {
    ...drawResponsibility(masses, draws, seed, 2 * part),
    resampled: bootstrapOperations(masses, bootstraps, seed, 2 * part + 1),
  };
}

function drawResponsibility(
  masses: readonly OperationMass[],
  draws: number,
  seed: number,
  stream: number,
): Pick<DrawnPart, 'party' | 'named'> {
  const draw = drawStream(seed, stream);
  // Operations whose answer is certain are the same in every draw.
  const isOpen = ({ party, named }: OperationMass): boolean => (party > 0 && party < 1) || (named > 0 && named < 1);
  const open = masses.filter(isOpen);
  const sure = masses.filter((mass) => !isOpen(mass));
  const sureParty = sure.reduce((sum, { weight, party }) => sum + weight * party, 0);
  const sureNamed = sure.reduce((sum, { weight, named }) => sum + weight * named, 0);
  const result = { party: new Array<number>(draws), named: new Array<number>(draws) };
  for (let i = 0; i < draws; i += 1) {
    let [party, named] = [sureParty, sureNamed];
    for (const mass of open) {
      const chance = uniform(draw);
      if (chance < mass.party) party += mass.weight;
      if (chance < mass.named) named += mass.weight;
    }
    result.party[i] = party;
    result.named[i] = named;
  }
  return result;
}

function bootstrapOperations(
  masses: readonly OperationMass[],
  bootstraps: number,
  seed: number,
  stream: number,
): number[] {
  const draw = drawStream(seed, stream);
  const n = masses.length;
  const partyMass = Float64Array.from(masses, ({ weight, party }) => weight * party);
  const namedMass = Float64Array.from(masses, ({ weight, named }) => weight * named);
  return Array.from({ length: bootstraps }, () => {
    let [party, named] = [0, 0];
    for (let i = 0; i < n; i += 1) {
      const at = draw(n);
      party += partyMass[at] as number;
      named += namedMass[at] as number;
    }
    return named > 0 ? party / named : NaN;
  });
}

/** Sizes of the parts that a run of `total` draws falls into. */
export function partSizes(total: number): number[] {
  const whole = Math.floor(total / drawsPerPart);
  const rest = total % drawsPerPart;
  return [...new Array<number>(whole).fill(drawsPerPart), ...(rest > 0 ? [rest] : [])];
}

/** Operations up to which the exact distribution is computed (the time grows with the square). */
const exactLimit = 20_000;

/** Puts the draws of all parts, in their order, beside the exact distribution. */
export function summariseResponsibility(
  masses: readonly OperationMass[],
  parts: readonly DrawnPart[],
  seed: number,
): ResponsibilityUncertainty {
  const party = parts.flatMap((part) => part.party);
  const named = parts.flatMap((part) => part.named);
  const total = masses.reduce((sum, { weight }) => sum + weight, 0);
  const first = masses[0]?.weight ?? 1;
  const isExact = first > 0 && masses.every(({ weight }) => weight === first) && masses.length <= exactLimit;
  const exact = isExact ? poissonBinomial(masses.map((mass) => mass.party)) : null;
  return {
    draws: party.length,
    seed,
    ofAll: spreadOf(party.map((value) => value / total)),
    ofNamed: named.some((value) => value === 0)
      ? null
      : spreadOf(party.map((value, i) => value / (named[i] as number))),
    exact: exact && {
      mean: exact.mean,
      variance: exact.variance,
      lower: quantileOf(exact, 0.05),
      median: quantileOf(exact, 0.5),
      upper: quantileOf(exact, 0.95),
      operations: masses.length,
    },
    check:
      exact &&
      checkSampler(
        party.map((value) => Math.round(value / first)),
        exact.probabilities,
      ),
  };
}

/** Kolmogorov's distance with the bound of Dvoretzky, Kiefer and Wolfowitz (Massart 1990) at one in a thousand. */
function checkSampler(
  counts: readonly number[],
  probabilities: readonly number[],
): { distance: number; bound: number } {
  const seen = new Array<number>(probabilities.length).fill(0);
  for (const count of counts) seen[count] = (seen[count] ?? 0) + 1;
  let [drawn, exact, distance] = [0, 0, 0];
  probabilities.forEach((probability, k) => {
    drawn += (seen[k] ?? 0) / counts.length;
    exact += probability;
    distance = Math.max(distance, Math.abs(drawn - exact));
  });
  return { distance, bound: Math.sqrt(Math.log(2 / 0.001) / (2 * counts.length)) };
}

/** Spread over the bootstraps; null where some drew no operation with a named state. */
export function summariseSampling(parts: readonly DrawnPart[], seed: number): SamplingUncertainty | null {
  const values = parts.flatMap((part) => part.resampled);
  if (values.length === 0 || values.some((value) => Number.isNaN(value))) return null;
  return { draws: values.length, seed, conduct: spreadOf(values) };
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, n - 1);
  const at = (level: number): number => sorted[Math.min(n - 1, Math.max(0, Math.ceil(level * n) - 1))] as number;
  return { mean, standardDeviation: Math.sqrt(variance), lower: at(0.05), median: at(0.5), upper: at(0.95) };
}
