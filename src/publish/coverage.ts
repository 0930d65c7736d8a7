/** The answer on coverage that command, API and pages share: parameters, assumptions, and the sentence. */
import {
  conductUniverses,
  coverageInFull,
  defaultDraws,
  defaultSeed,
  defaultTargets,
  type CoverageInFull,
  type ConductUniverse,
  type ResponsibilityMode,
} from '#analysis';
import { ServandaError, type Envelope } from '#model';
import type { View } from '#registry';
import { coverageAssumptions, envelope } from './envelope.ts';
import type { Query } from './query.ts';

/** The choices of a coverage question besides the dials; what is missing takes the default, named in the answer. */
export interface CoverageWords {
  /** `recorded`, or `contrary` to a clause of the agreement under the definitions of the dial. */
  universe?: string | undefined;
  responsibility?: ResponsibilityMode | undefined;
  target?: number | undefined;
  draws?: number | undefined;
  seed?: number | undefined;
}

/** Draws that one question over the record may ask for. */
const maxDraws = 100_000;

/** Coverage in full, in its envelope. Throws NOT_FOUND, INPUT_INVALID, or REFUSED where no share can be stated. */
export function coverageAnswer(
  view: View,
  query: Query,
  agreement: string,
  words: CoverageWords = {},
): Envelope<CoverageInFull> {
  const universe = parseUniverse(words.universe ?? 'recorded');
  const responsibility = words.responsibility ?? 'equal-split';
  const draws = wholeNumber('draws', words.draws ?? defaultDraws, 1, maxDraws);
  const seed = wholeNumber('seed', words.seed ?? defaultSeed, 0, 0xffff_ffff);
  const targets = words.target === undefined ? [...defaultTargets] : [checkTarget(words.target)];
  const { asOf, standard, commitment, definitions } = query;
  const result = coverageInFull(view, {
    agreement,
    asOf,
    standard,
    commitment,
    universe,
    definitions,
    responsibility,
    targets,
    draws,
    seed,
  });
  const parameters = { agreement, universe, responsibility, targets, draws, seed };
  return envelope(view, 'coverage/2', query, parameters, assumptionsOf(query, universe, responsibility), result);
}

function parseUniverse(text: string): ConductUniverse {
  const universe = conductUniverses.find((known) => known === text);
  if (universe) return universe;
  throw new ServandaError(
    'INPUT_INVALID',
    `universe: "${text.slice(0, 80)}" is not a conduct universe; write ${conductUniverses.join(' or ')}.`,
    { place: { field: 'universe' } },
  );
}

function wholeNumber(field: string, value: number, from: number, to: number): number {
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  throw new ServandaError('INPUT_INVALID', `${field}: write a whole number from ${from} to ${to}.`, {
    place: { field },
  });
}

function checkTarget(target: number): number {
  if (target >= 0 && target <= 1) return target;
  throw new ServandaError('INPUT_INVALID', 'target: write a share from 0 to 1, such as 0.5.', {
    place: { field: 'target' },
  });
}

function assumptionsOf(query: Query, universe: ConductUniverse, responsibility: ResponsibilityMode): string[] {
  const replaced: Record<string, string> = {
    'conduct universe':
      universe === 'recorded'
        ? 'conduct universe: all recorded operations that surely began on or before the as-of date'
        : `conduct universe: operations in the window that are contrary to at least one clause of this agreement under the definitions ${query.definitions} (project coding, unreviewed)`,
    'responsibility of several':
      responsibility === 'equal-split'
        ? 'responsibility of several named states is split equally; rival attributions are reported as a range'
        : 'responsibility is the credence pooled from all standing reports (method 3), whatever the standard',
  };
  const lines = coverageAssumptions(query).map(
    (line) => Object.entries(replaced).find(([start]) => line.startsWith(start))?.[1] ?? line,
  );
  return [
    ...lines,
    'the three uncertainties (who was responsible, which operations became known, which credences) are reported apart',
    'drawing treats states that are named jointly as rivals, so with the equal split it shows how much hangs on the split',
    'blocs are the members on the as-of day; an admission counts in every row of the table by attributor',
  ];
}
