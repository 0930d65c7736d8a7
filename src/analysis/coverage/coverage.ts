/** Conduct coverage (methods, section 1): how much of the known conduct is by states bound by an agreement. */
import { ServandaError, type PartyId, type Truth } from '#model';

/** One operation: `credences` over named states; what is missing to 1 is unknown responsibility. */
export interface Operation {
  id: string;
  weight: number;
  credences: Readonly<Record<PartyId, number>>;
}

export interface CoverageInput {
  operations: readonly Operation[];
  /** Parties on the date: true, or unknown where the date of adherence is not known; others are no parties. */
  parties: ReadonlyMap<PartyId, Truth>;
  /** The stated universe for the headcount, such as the members of the United Nations. */
  universe: readonly PartyId[];
}

/** A share with its bounds and the number it rests on. */
export interface Share {
  value: number;
  lower: number;
  upper: number;
  n: number;
}

export interface CoverageResult {
  /** value over named responsibility; bounds over unknown responsibility and undated adherence together. */
  conduct: Share;
  headcount: Share;
  /** headcount minus conduct. */
  gap: { value: number; lower: number; upper: number };
  headcountAmongConductStates: Share;
  bounds: {
    unknownResponsibility: { lower: number; upper: number };
    undatedAdherence: { lower: number; upper: number };
  };
  unknownShare: number;
  effectiveNumberOfStates: number;
  /** Every state with conduct, largest first: its mass, its share of the known, and whether it is a party. */
  states: { state: PartyId; mass: number; share: number; party: Truth }[];
}

/**
 * Computes coverage. n is the number of operations (for headcounts: of states in the universe). Throws INPUT_INVALID
 * on negative weights or credences and on credences that sum to more than one; REFUSED where no operation names a state.
 */
export function computeCoverage({ operations, parties, universe }: CoverageInput): CoverageResult {
  const { masses, known, unknown } = massesOf(operations);
  if (known <= 0) {
    throw new ServandaError(
      'REFUSED',
      'No operation names a responsible state under this standard, so there is no share to state.',
      {
        details: { operations: operations.length },
      },
    );
  }
  const total = known + unknown;
  const massWhere = (truths: readonly Truth[]): number =>
    sum([...masses].filter(([state]) => truths.includes(parties.get(state) ?? 'false')).map(([, mass]) => mass));
  const certain = massWhere(['true']);
  const possible = massWhere(['true', 'unknown']);
  const value = certain / known;
  const headcount = headcountOver(universe, parties);
  const states = [...masses]
    .map(([state, mass]) => ({ state, mass, share: mass / known, party: parties.get(state) ?? ('false' as const) }))
    .sort((a, b) => b.mass - a.mass || (a.state < b.state ? -1 : 1));
  const conduct = { value, lower: certain / total, upper: (possible + unknown) / total, n: operations.length };
  return {
    conduct,
    headcount,
    gap: {
      value: headcount.value - value,
      lower: headcount.lower - conduct.upper,
      upper: headcount.upper - conduct.lower,
    },
    headcountAmongConductStates: headcountOver(
      states.map(({ state }) => state),
      parties,
    ),
    bounds: {
      unknownResponsibility: { lower: certain / total, upper: (certain + unknown) / total },
      undatedAdherence: { lower: value, upper: possible / known },
    },
    unknownShare: unknown / total,
    effectiveNumberOfStates: 1 / sum(states.map(({ share }) => share * share)),
    states,
  };
}

function massesOf(operations: readonly Operation[]): { masses: Map<PartyId, number>; known: number; unknown: number } {
  const masses = new Map<PartyId, number>();
  let known = 0;
  let unknown = 0;
  for (const { id, weight, credences } of operations) {
    const named = sum(Object.values(credences));
    if (
      !(weight >= 0) ||
      !Number.isFinite(weight) ||
      !(named <= 1 + 1e-9) ||
      Object.values(credences).some((credence) => !(credence >= 0))
    ) {
      throw new ServandaError(
        'INPUT_INVALID',
        `Operation ${id}: the weight must be a number of at least 0, and credences must be at least 0 and sum to at most 1.`,
      );
    }
    known += weight * named;
    unknown += weight * Math.max(0, 1 - named);
    for (const [state, credence] of Object.entries(credences)) {
      if (weight * credence > 0) masses.set(state, (masses.get(state) ?? 0) + weight * credence);
    }
  }
  return { masses, known, unknown };
}

function headcountOver(universe: readonly PartyId[], parties: ReadonlyMap<PartyId, Truth>): Share {
  const n = universe.length;
  const count = (truths: readonly Truth[]): number =>
    universe.filter((state) => truths.includes(parties.get(state) ?? 'false')).length;
  if (n === 0)
    throw new ServandaError('INPUT_INVALID', 'The universe for the headcount is empty; name at least one state.');
  const certain = count(['true']) / n;
  return { value: certain, lower: certain, upper: count(['true', 'unknown']) / n, n };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
