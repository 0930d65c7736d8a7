/** The frontier's input as typed arrays: checked, and in whole units of a billionth so that every sum is exact. */
import { ServandaError } from '#model';
import type { FrontierInput, FrontierParty, Measure } from './input.ts';

/** Units in one: utilities, strengths and weights are read to nine decimals. */
export const unit = 1e9;

/** A text: for each clause, in the order of the input, the index of its wording. */
export type Text = readonly number[];

/** A frontier problem ready to be searched. */
export interface Problem {
  /** Wordings of each clause. */
  sizes: number[];
  /** strengths[clause][option], in units. */
  strengths: number[][];
  /** utilities[clause][option][party], in units; -Infinity where the party draws a red line. */
  utilities: Float64Array[][];
  /** reservation[party], in units. */
  reservations: Float64Array;
  /** weights[party], in units. */
  weights: Float64Array;
  /** groups[party]: index of its group, -1 for none. */
  groups: Int32Array;
  groupNames: string[];
  groupSizes: number[];
  quorum: number;
  parties: number;
  /** Number of texts; may exceed what integers hold exactly, and is then approximate. */
  texts: number;
}

/**
 * Checks what a schema cannot: unique names, a utility for every wording, red lines that exist and that leave a text.
 * Throws INPUT_INVALID with the field.
 */
export function compileProblem(input: FrontierInput): Problem {
  const { clauses, parties, quorum } = input;
  requireUnique(
    clauses.map(({ id }) => id),
    'clauses',
  );
  for (const [index, { id, options }] of clauses.entries()) {
    requireUnique(
      options.map((option) => option.id),
      `clauses.${index}.options`,
      `Clause "${id}"`,
    );
  }
  requireUnique(
    parties.map(({ id }) => id),
    'parties',
  );
  for (const [index, party] of parties.entries()) checkParty(input, party, `parties.${index}`);
  const groupNames = [...new Set(parties.flatMap(({ group }) => (group === null ? [] : [group])))].sort();
  const groups = Int32Array.from(parties, ({ group }) => (group === null ? -1 : groupNames.indexOf(group)));
  return {
    sizes: clauses.map(({ options }) => options.length),
    strengths: clauses.map(({ options }) => options.map(({ strength }) => units(strength))),
    utilities: clauses.map(({ id: clause, options }) =>
      options.map(({ id: option }) => Float64Array.from(parties, (party) => utilityOf(party, clause, option))),
    ),
    reservations: Float64Array.from(parties, ({ reservation }) => units(reservation)),
    weights: Float64Array.from(parties, ({ weight }) => units(weight)),
    groups,
    groupNames,
    groupSizes: groupNames.map((_, group) => groups.filter((of) => of === group).length),
    quorum,
    parties: parties.length,
    texts: clauses.reduce((product, { options }) => product * options.length, 1),
  };
}

/** A number in whole units. */
export function units(value: number): number {
  return Math.round(value * unit);
}

function utilityOf(party: FrontierParty, clause: string, option: string): number {
  if (party.redLines.some((line) => line.clause === clause && line.option === option)) return -Infinity;
  return units(party.utilities[clause]?.[option] ?? 0);
}

function checkParty({ clauses }: FrontierInput, party: FrontierParty, field: string): void {
  const { id, utilities, redLines } = party;
  for (const clause of Object.keys(utilities)) {
    const known = clauses.find((candidate) => candidate.id === clause);
    if (!known)
      throw wrong(`Party "${id}" values a clause "${clause}" that the draft does not have.`, `${field}.utilities`);
    for (const option of Object.keys(utilities[clause] ?? {})) {
      if (!known.options.some((candidate) => candidate.id === option)) {
        throw wrong(
          `Party "${id}" values a wording "${option}" that clause "${clause}" does not have.`,
          `${field}.utilities.${clause}`,
        );
      }
    }
  }
  for (const { id: clause, options } of clauses) {
    for (const { id: option } of options) {
      if (utilities[clause]?.[option] === undefined && !isRed(party, clause, option)) {
        throw wrong(
          `Party "${id}" has no utility for wording "${option}" of clause "${clause}". Every wording needs a number; 0 says that the party does not mind.`,
          `${field}.utilities.${clause}`,
        );
      }
    }
    if (options.every(({ id: option }) => isRed(party, clause, option))) {
      throw wrong(
        `The red lines of party "${id}" rule out every wording of clause "${clause}", so that it could accept no text at all. Leave one wording, or take the party out.`,
        `${field}.redLines`,
      );
    }
  }
  for (const [index, { clause, option }] of redLines.entries()) {
    if (!clauses.some((known) => known.id === clause && known.options.some((candidate) => candidate.id === option))) {
      throw wrong(
        `Party "${id}" draws a red line at wording "${option}" of clause "${clause}", which the draft does not have.`,
        `${field}.redLines.${index}`,
      );
    }
  }
}

function isRed({ redLines }: FrontierParty, clause: string, option: string): boolean {
  return redLines.some((line) => line.clause === clause && line.option === option);
}

function requireUnique(names: readonly string[], field: string, whose = 'The draft'): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw wrong(`${whose} has two entries named "${twice}"; names must be unique.`, field);
}

function wrong(message: string, field: string): ServandaError {
  return new ServandaError('INPUT_INVALID', message, { place: { field } });
}

/** Strength of a text, in units. */
export function strengthOf({ strengths }: Problem, text: Text): number {
  return text.reduce((sum, option, clause) => sum + (strengths[clause]?.[option] ?? 0), 0);
}

/** The summed utility of a text for a party, in units; -Infinity if it crosses a red line. */
export function utilityOfText({ utilities }: Problem, text: Text, party: number): number {
  return text.reduce((sum, option, clause) => sum + (utilities[clause]?.[option]?.[party] ?? 0), 0);
}

/** Indices of the parties that accept a text. */
export function acceptingParties(problem: Problem, text: Text): number[] {
  const accepting: number[] = [];
  for (let party = 0; party < problem.parties; party += 1) {
    if (utilityOfText(problem, text, party) >= (problem.reservations[party] as number)) accepting.push(party);
  }
  return accepting;
}

/** Participation of a set of parties: a number of parties, a weight in units, or a number of groups. */
export function participationOf(problem: Problem, measure: Measure, accepting: readonly number[]): number {
  if (measure === 'count') return accepting.length;
  if (measure === 'coverage') return accepting.reduce((sum, party) => sum + (problem.weights[party] ?? 0), 0);
  const members = new Array<number>(problem.groupNames.length).fill(0);
  for (const party of accepting) {
    const group = problem.groups[party] ?? -1;
    if (group >= 0) members[group] = (members[group] ?? 0) + 1;
  }
  return members.filter((count, group) => isQuorate(problem, group, count)).length;
}

/** True if so many accepting members make their group take part: at least one, and at least the quorum. */
export function isQuorate({ groupSizes, quorum }: Problem, group: number, count: number): boolean {
  // The small allowance keeps 0.3 of 10 members at 3, whatever the rounding of the product.
  return count > 0 && count >= quorum * (groupSizes[group] ?? 0) - 1e-9;
}

/** All of participation: every party, the whole weight, every group. */
export function wholeOf(problem: Problem, measure: Measure): number {
  return participationOf(
    problem,
    measure,
    Array.from({ length: problem.parties }, (_, party) => party),
  );
}
