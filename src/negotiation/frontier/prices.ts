/** The price of each word: what changes in parties and coverage if only this wording of a text is replaced. */
import type { FrontierInput } from './input.ts';
import { acceptingParties, participationOf, strengthOf, unit, type Problem, type Text } from './problem.ts';
import { nameText, partyName, singleChanges, type NamedText } from './verdicts.ts';

/** One wording put in place of another, everything else kept. */
export interface WordPrice {
  clause: string;
  from: string;
  to: string;
  strengthChange: number;
  /** Parties that would join and leave. */
  joins: string[];
  leaves: string[];
  countChange: number;
  coverageChange: number;
  groupsChange: number;
}

export interface PriceList {
  /** Which text the prices are asked of. */
  reference: 'strongest' | 'broadest';
  text: NamedText;
  words: WordPrice[];
}

/** Prices of every single change of a text, in the order of clauses and wordings. */
export function pricesOf(
  input: FrontierInput,
  problem: Problem,
  text: Text,
  reference: PriceList['reference'],
): PriceList {
  const before = acceptingParties(problem, text);
  const named = nameText(input, text);
  const words = singleChanges(problem, text).map(({ clause, option, changed }) => {
    const after = acceptingParties(problem, changed);
    const id = input.clauses[clause]?.id ?? '';
    return {
      clause: id,
      from: named[id] ?? '',
      to: input.clauses[clause]?.options[option]?.id ?? '',
      strengthChange: (strengthOf(problem, changed) - strengthOf(problem, text)) / unit,
      joins: after.filter((party) => !before.includes(party)).map((party) => partyName(input, party)),
      leaves: before.filter((party) => !after.includes(party)).map((party) => partyName(input, party)),
      countChange: after.length - before.length,
      coverageChange:
        (participationOf(problem, 'coverage', after) - participationOf(problem, 'coverage', before)) / unit,
      groupsChange: participationOf(problem, 'groups', after) - participationOf(problem, 'groups', before),
    };
  });
  return { reference, text: named, words };
}

/** The text of the strongest wordings; of equally strong ones the first. */
export function strongestText({ strengths }: Problem): Text {
  return strengths.map((options) => options.indexOf(Math.max(...options)));
}
