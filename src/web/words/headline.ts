/** The defensible sentences about one agreement, built from its coverage; each says what it rests on. */
import { percent, percentRange } from '#charts';
import type { AgreementCoverage } from '#server';
import { whenInWords } from './dates.ts';

export interface Headline {
  /** How many are in, and what share of known conduct is theirs and others'. */
  answer: string;
  /** Do those who stayed out weigh more in known conduct than in number? */
  verdict: 'yes' | 'no' | 'open';
  /** Why, in a sentence. */
  reason: string;
  /** What would change if operations that name nobody were by parties. */
  caution: string;
}

/** `name` is the agreement as it stands in a sentence, such as "the Paris Call". */
export function headlineOf(coverage: AgreementCoverage, name: string): Headline {
  const { headcount, range, parties, conduct, operations } = coverage;
  const most = parties.certainStates + parties.possibleStates;
  const states = most > parties.certainStates ? `${parties.certainStates} to ${most}` : `${parties.certainStates}`;
  return {
    answer:
      `${states} of ${headcount.n} UN members (${percentRange(headcount.lower, headcount.upper)}) are recorded as ` +
      `parties to ${name} ${whenInWords(coverage.asOf)}. States outside it are named as responsible for ` +
      `${outside(range)} of known operations, parties for ${percentRange(range.lower, range.upper)}, depending on the ` +
      `source (${sources(coverage)}).`,
    ...verdictOn(coverage),
    caution:
      `In this record ${operations.withoutNamedState} of ${conduct.n} operations have no state named under this ` +
      `standard. If all of them were by parties, the share of parties would be ${percent(conduct.upper)}; ` +
      `if none, ${percent(conduct.lower)}.`,
  };
}

/** The complement of the range as shown, so that the two add up on paper too; what is below one in a hundred stays exact. */
function outside({ lower, upper }: AgreementCoverage['range']): string {
  const shown = (share: number): number => (upper >= 0.0995 && share >= 0.0095 ? Math.round(share * 100) / 100 : share);
  return percentRange(1 - shown(upper), 1 - shown(lower));
}

/** One data set may be counted in several ways; both numbers are said. */
function sources({ otherDataSets, range }: AgreementCoverage): string {
  const sets = new Set(otherDataSets.map(({ dataSet }) => dataSet)).size;
  return sets === 0
    ? 'this record only'
    : `this record and ${sets} other data ${sets === 1 ? 'set' : 'sets'}, ${range.sources} counts`;
}

function verdictOn({ headcount, range }: AgreementCoverage): Pick<Headline, 'verdict' | 'reason'> {
  if (range.upper < headcount.lower) {
    return {
      verdict: 'yes',
      reason:
        'in every count the parties hold a smaller share of known conduct than of UN members, so those who stayed out weigh more than their number.',
    };
  }
  if (range.lower > headcount.upper) {
    return {
      verdict: 'no',
      reason:
        'in every count the parties hold a larger share of known conduct than of UN members, so those who stayed out weigh less than their number.',
    };
  }
  return {
    verdict: 'open',
    reason:
      'the ranges overlap, so the counts do not decide whether the parties hold a smaller share of known conduct than of UN members or a larger one.',
  };
}
