/** Method coverage: how much of the known conduct is by states bound by an agreement (methods, section 1). */
import { z } from 'zod';
import { DateText, DayText, isInForce, isOnOrBefore, method, parseDay, parseImpreciseDate, type Truth } from '#model';
import { computeCoverage, type Operation } from '../coverage/coverage.ts';
import { contemporaneousCoverage } from '../coverage/readings.ts';
import { smallestSets } from '../coverage/smallest-set.ts';
import {
  checkWork,
  drawPart,
  massesFor,
  partSizes,
  summariseResponsibility,
  summariseSampling,
  type DrawnPart,
  type OperationMass,
} from '../coverage/uncertainty.ts';
import { invalid } from '../statistics/refusal.ts';

const Name = z.string().min(1).max(200);
const Credences = z.record(Name, z.number().min(0).max(1));

const Input = z.strictObject({
  operations: z
    .array(
      z.strictObject({
        id: Name,
        weight: z.number().min(0).default(1),
        date: DateText.optional().describe('when it began; with it, the contemporaneous reading can be given'),
        credences: Credences.describe('over named states; what is missing to 1 is unknown responsibility'),
      }),
    )
    .min(1)
    .max(100_000),
  parties: z
    .array(z.union([Name, z.strictObject({ party: Name, from: DateText, until: DateText.nullable().default(null) })]))
    .max(1000)
    .describe('a party, or a party with the dates of its bond'),
  possibleParties: z.array(Name).max(1000).default([]).describe('parties whose bond on the day is not known'),
  asOf: DayText.optional().describe('day of the snapshot; needed where parties are dated'),
  universe: z.array(Name).min(1).max(1000).describe('states of the headcount, such as members of the United Nations'),
  targets: z.array(z.number().min(0).max(1)).max(20).default([0.5, 0.75, 0.9]),
  draws: z.number().int().min(0).max(1_000_000).default(10_000).describe('of responsible states and of operations'),
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
  alternatives: z
    .array(z.strictObject({ name: Name, credences: z.record(Name, Credences).describe('by operation') }))
    .max(50)
    .default([])
    .describe('other credences for the same operations; an operation left out names nobody'),
});
type Input = z.infer<typeof Input>;

const Share = z.strictObject({ value: z.number(), lower: z.number(), upper: z.number(), n: z.number() });
const Bounds = z.strictObject({ lower: z.number(), upper: z.number() });
const Spread = z.strictObject({
  mean: z.number(),
  standardDeviation: z.number(),
  lower: z.number(),
  median: z.number(),
  upper: z.number(),
});

const Output = z.strictObject({
  conduct: Share,
  headcount: Share,
  gap: z.strictObject({ value: z.number(), lower: z.number(), upper: z.number() }),
  headcountAmongConductStates: Share,
  bounds: z.strictObject({ unknownResponsibility: Bounds, undatedAdherence: Bounds }),
  unknownShare: z.number(),
  effectiveNumberOfStates: z.number(),
  states: z.array(
    z.strictObject({
      state: z.string(),
      mass: z.number(),
      share: z.number(),
      party: z.enum(['true', 'false', 'unknown']),
    }),
  ),
  contemporaneous: Share.nullable().describe('null where operations or parties are not dated'),
  smallestSets: z.array(z.strictObject({ target: z.number(), joining: z.array(z.string()), reaches: z.number() })),
  uncertainty: z
    .strictObject({
      responsibility: z.strictObject({
        draws: z.number(),
        seed: z.number(),
        ofAll: Spread,
        ofNamed: Spread.nullable(),
        exact: z
          .strictObject({
            mean: z.number(),
            variance: z.number(),
            lower: z.number(),
            median: z.number(),
            upper: z.number(),
            operations: z.number(),
          })
          .nullable(),
        check: z.strictObject({ distance: z.number(), bound: z.number() }).nullable(),
      }),
      sampling: z.strictObject({ draws: z.number(), seed: z.number(), conduct: Spread }).nullable(),
      credences: z.array(z.strictObject({ name: z.string(), conduct: Share })),
    })
    .nullable()
    .describe('null where no draws were asked for'),
});
type Output = z.infer<typeof Output>;

interface Part {
  masses: OperationMass[];
  seed: number;
  part: number;
  draws: number;
}

/** Parties on the day of the snapshot. */
function partiesOf({ parties, possibleParties, asOf }: Input): Map<string, Truth> {
  const truths = new Map<string, Truth>(possibleParties.map((party) => [party, 'unknown']));
  for (const [index, entry] of parties.entries()) {
    if (typeof entry === 'string') truths.set(entry, 'true');
    else {
      if (asOf === undefined) throw invalid('asOf', 'parties with dates need the day of the snapshot');
      if (entry.until !== null && parseImpreciseDate(entry.until).to <= parseImpreciseDate(entry.from).from) {
        throw invalid(`parties.${index}.until`, 'the bond ends before it begins');
      }
      const truth = isInForce(entry.from, entry.until, parseDay(asOf));
      if (truth !== 'false' && truths.get(entry.party) !== 'true') truths.set(entry.party, truth);
    }
  }
  return truths;
}

function operationsOf({ operations, asOf }: Input): Operation[] {
  const ids = new Set(operations.map(({ id }) => id));
  if (ids.size < operations.length) throw invalid('operations', 'two operations have one id');
  const late = operations.findIndex(
    ({ date }) => date !== undefined && asOf !== undefined && isOnOrBefore(date, parseDay(asOf)) === 'false',
  );
  if (late >= 0)
    throw invalid(`operations.${late}.date`, 'the operation began after the as-of date, where the window ends');
  return operations.map(({ id, weight, credences }) => ({ id, weight, credences }));
}

function contemporaneousOf(input: Input, operations: readonly Operation[]): Output['contemporaneous'] {
  const dates = input.operations.map(({ date }) => date);
  const bonds = input.parties.filter((entry) => typeof entry !== 'string');
  if (dates.some((date) => date === undefined) || bonds.length < input.parties.length) return null;
  return contemporaneousCoverage(operations, (state, index) => {
    const { from, to } = parseImpreciseDate(dates[index] ?? '');
    const on = (day: number): Truth => {
      const answers = bonds.filter(({ party }) => party === state).map((bond) => isInForce(bond.from, bond.until, day));
      return answers.includes('true') ? 'true' : answers.includes('unknown') ? 'unknown' : 'false';
    };
    const [first, last] = [on(from), on(to - 1)];
    return first === last ? first : 'unknown';
  });
}

function massesOf(input: Input): OperationMass[] {
  const truths = partiesOf(input);
  return massesFor(operationsOf(input), (state) => truths.get(state) === 'true');
}

function split(input: Input): Part[] {
  checkWork(input.operations.length, 2 * input.draws);
  const masses = massesOf(input);
  return partSizes(input.draws).map((draws, part) => ({ masses, seed: input.seed, part, draws }));
}

function run({ masses, seed, part, draws }: Part): DrawnPart {
  return drawPart(masses, { seed, part, draws, bootstraps: draws });
}

function join(input: Input, parts: readonly DrawnPart[]): Output {
  const operations = operationsOf(input);
  const parties = partiesOf(input);
  const { universe, targets, draws, seed } = input;
  const result = computeCoverage({ operations, parties, universe });
  const absent = result.states
    .filter(({ party }) => party !== 'true')
    .map(({ state, share }) => ({ party: state, wouldAdd: share }));
  return {
    ...result,
    contemporaneous: contemporaneousOf(input, operations),
    smallestSets: smallestSets(result.conduct.value, absent, targets),
    uncertainty:
      draws === 0
        ? null
        : {
            responsibility: summariseResponsibility(massesOf(input), parts, seed),
            sampling: summariseSampling(parts, seed),
            credences: input.alternatives.map(({ name, credences }) => ({
              name,
              conduct: computeCoverage({
                operations: operations.map(({ id, weight }) => ({ id, weight, credences: credences[id] ?? {} })),
                parties,
                universe,
              }).conduct,
            })),
          },
  };
}

export const coverage = method<Input, Output>({
  id: 'coverage',
  version: 2,
  question: 'How much of the known conduct is by states bound by an agreement, and whose accession would change most?',
  source: 'methods section 1; bookkeeping of this project; Poisson-binomial: Hong 2013, CSDA 59',
  input: Input,
  output: Output,
  assumptions: [
    'operations that nobody attributes in public are absent: states that attribute rarely, and targets that stay silent, bias the share',
    'a weight is a number of operations, never a harm: severity times credence is no harm',
    'the three uncertainties (who was responsible, which operations became known, which credences) are not added up',
  ],
  compute: (input) => join(input, split(input).map(run)),
  parts: { split, run, join },
});
