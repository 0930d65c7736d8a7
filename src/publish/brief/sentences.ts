/** Sentences that a reader may quote: every number with its range, n, standard and date. */
import type { AgreementCoverage, Share } from '#analysis';
import type { Query } from '../query.ts';

/** 0.2739 as "27 %"; shares are printed without decimals because the record does not carry them. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The two ends of a range, or one number where they print alike. */
export function percentRange({ lower, upper }: { lower: number; upper: number }): string {
  const [low, high] = [Math.round(lower * 100), Math.round(upper * 100)];
  return low === high ? `${low} %` : `${low}–${high} %`;
}

/** The sentence on coverage. It names the standard and says what the range is over. */
export function coverageSentence(coverage: AgreementCoverage | null, refused: string | null, query: Query): string {
  if (!coverage) return `No share of recorded conduct is stated: ${refused ?? 'the record does not carry one.'}`;
  const { conduct, headcount, range, operations, otherDataSets } = coverage;
  if (headcount.upper === 0) {
    return `On ${query.asOf} no state is recorded as bound by ${coverage.title} (commitment standard ${query.commitment}), so no share of state conduct is stated.`;
  }
  const sets = new Set(otherDataSets.map(({ dataSet }) => dataSet)).size;
  return (
    `On ${query.asOf}, states bound by ${coverage.title} (commitment standard ${query.commitment}) were ` +
    `${headcountWords(headcount)} of ${headcount.n} UN members and accounted for ${percentRange(range)} of the operations ` +
    `with a named state, over ${range.sources} counts from this record and ${sets} other data ` +
    `${sets === 1 ? 'set' : 'sets'} (this record: ${percent(conduct.value)} under ${query.standard}, n = ${operations.withNamedState}).`
  );
}

function headcountWords(headcount: Share): string {
  const [low, high] = [Math.round(headcount.lower * headcount.n), Math.round(headcount.upper * headcount.n)];
  return low === high ? String(low) : `${low} to ${high}`;
}
