/** The defensible sentences about one agreement, built from its coverage; each says what it rests on. */
import { percent, percentRange } from '#charts';
import type { AgreementCoverage } from '#server';
import { whenInWords } from './dates.ts';

export interface Headline {
  /** How many are in, and what share of known conduct is theirs. */
  answer: string;
  /** Does absence weigh more than numbers suggest? Yes, no, or sources disagree. */
  matters: string;
  /** What would change if operations that name nobody were by parties. */
  caution: string;
}

/** `name` is the agreement as it stands in a sentence, such as "the Paris Call". */
export function headlineOf(coverage: AgreementCoverage, name: string): Headline {
  const { headcount, range, parties, conduct } = coverage;
  const outside = percentRange(1 - range.upper, 1 - range.lower);
  const most = parties.certainStates + parties.possibleStates;
  const states = most > parties.certainStates ? `${parties.certainStates} to ${most}` : `${parties.certainStates}`;
  return {
    answer:
      `${capital(whenInWords(coverage.asOf))}, ${states} of ${headcount.n} UN members ` +
      `(${percentRange(headcount.lower, headcount.upper)}) are recorded as parties to ${name}. ` +
      `Of the operations for which a state is named as responsible, ` +
      `${percentRange(range.lower, range.upper)} are attributed to parties and ${outside} to states outside it, ` +
      `depending on which of ${range.sources} sources is counted.`,
    matters: matters(coverage),
    caution:
      `In this record ${coverage.operations.withoutNamedState} of ${conduct.n} operations have no state named under this ` +
      `standard. If all of them were by parties, the share of parties would be ${percent(conduct.upper)}; ` +
      `if none, ${percent(conduct.lower)}.`,
  };
}

function matters({ headcount, range }: AgreementCoverage): string {
  if (range.upper < headcount.lower)
    return 'By this measure, yes: in every source the parties hold a smaller share of the known conduct than of the UN’s members, so those who stayed out weigh more than their number.';
  if (range.lower > headcount.upper)
    return 'By this measure, no: in every source the parties hold a larger share of the known conduct than of the UN’s members, so those who stayed out weigh less than their number.';
  return 'The sources do not agree: in some the parties hold a larger share of the known conduct than of the UN’s members, in others a smaller one.';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
