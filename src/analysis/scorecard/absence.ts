/** Dial (a): conduct-weighted absence. */
import { ServandaError } from '#model';
import type { View } from '#registry';
import { coverageOfAgreement, type AgreementCoverage } from '../coverage/of-agreement.ts';
import { share, shares, type Dial, type ScorecardQuery } from './dial.ts';

/** Coverage, or the sentence that says why none is stated. */
export function coverageOrReason(
  view: View,
  agreement: string,
  query: ScorecardQuery,
): { coverage: AgreementCoverage | null; reason: string | null } {
  try {
    const coverage = coverageOfAgreement(view, { agreement, ...query });
    const { certain, possible } = coverage.parties;
    if (certain.length + possible.length > 0) return { coverage, reason: null };
    return { coverage: null, reason: 'nobody is recorded as bound under this commitment standard on this date' };
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') return { coverage: null, reason: error.message };
    throw error;
  }
}

export function absenceDial(coverage: AgreementCoverage | null, reason: string | null): Dial {
  const base = {
    id: 'absence' as const,
    question: 'How much of the known conduct is by states that are not bound?',
    methods: ['coverage/2'],
    pages: ['coverage'],
    marks: ['the record is not a sample: the range is over this record and other data sets'],
  };
  if (coverage === null) {
    const refused = reason ?? 'no share can be stated';
    return { ...base, readings: [], refused, sentence: `No share of conduct is stated: ${refused}`, sources: [] };
  }
  const { conduct, headcount, gap, range, operations, absent, bounds } = coverage;
  const first = absent.filter(({ adherence }) => adherence === 'false').slice(0, 3);
  return {
    ...base,
    readings: [
      {
        name: 'conduct coverage',
        value: conduct.value,
        lower: range.lower,
        upper: range.upper,
        n: operations.withNamedState,
        range: `over ${range.sources} sources and undated adherence`,
      },
      {
        name: 'headcount',
        value: headcount.value,
        lower: headcount.lower,
        upper: headcount.upper,
        n: headcount.n,
        range: 'over undated adherence',
      },
      {
        name: 'gap',
        value: gap.value,
        lower: headcount.lower - bounds.undatedAdherence.upper,
        upper: headcount.upper - bounds.undatedAdherence.lower,
        n: operations.withNamedState,
        range: 'headcount minus conduct coverage over this record, over undated adherence',
      },
    ],
    refused: null,
    sentence:
      `States bound are ${shares(headcount.lower, headcount.upper)} of UN members and account for ${shares(range.lower, range.upper)} of operations with a named state ` +
      `(${range.sources} sources; this record ${share(conduct.value)}, n = ${operations.withNamedState})` +
      (first.length > 0
        ? `; absent: ${first.map(({ name, wouldAdd }) => `${name} (would add ${share(wouldAdd)})`).join(', ')}.`
        : '; no state with recorded conduct is surely absent.'),
    sources: [
      {
        kind: 'incident',
        ids: [...new Set([...coverage.absent, ...coverage.present].flatMap((one) => one.incidents))].sort(),
      },
      { kind: 'external-count', ids: coverage.otherDataSets.map(({ id }) => id) },
    ],
  };
}
