/** Figures of one agreement: who is in, since when, who is absent, and what share of known conduct each source gives. */
import type { AgreementCoverage } from '#analysis';
import type { FigureSpec } from '#charts';
import { ServandaError, isStateCode, parseDay, type Truth } from '#model';
import type { View } from '#registry';
import { percentRange } from '../brief/sentences.ts';
import { agreementDossier, coverageOrRefusal, type AgreementDossier } from '../dossiers/agreement.ts';
import { coverageAssumptions } from '../envelope.ts';
import type { Query } from '../query.ts';
import { figureFrom, rounded, type FigureKind } from './figure.ts';

const adherenceWords: Readonly<Record<Truth, string>> = {
  true: 'party',
  unknown: 'possibly party',
  false: 'not a party',
};

/** Coverage of the agreement; a figure needs one, so its absence is a refusal. */
function coverageFor(view: View, agreement: string, query: Query): AgreementCoverage {
  const { coverage, refused } = coverageOrRefusal(view, agreement, query);
  if (coverage) return coverage;
  throw new ServandaError('REFUSED', `No share of recorded conduct is stated for this agreement: ${refused ?? ''}`);
}

export const absenceFigure: FigureKind = {
  kind: 'absence',
  title: 'States named as responsible, and whether they are party',
  subjects: 'an agreement',
  words: [],
  make: (view, query, agreement) => {
    const coverage = coverageFor(view, agreement, query);
    const states = [...coverage.absent, ...coverage.present].sort((a, b) => b.wouldAdd - a.wouldAdd);
    const rows = states.map(({ name, wouldAdd, adherence, incidents }) => ({
      name,
      share: wouldAdd,
      adherence,
      n: incidents.length,
    }));
    const together = { value: coverage.conduct.value, ...coverage.bounds.undatedAdherence };
    const spec: FigureSpec = {
      chart: 'absence',
      title: `States named as responsible, and whether they are party to: ${coverage.title}`,
      description:
        `Share of ${coverage.operations.withNamedState} recorded operations with a named state. ` +
        rows
          .slice(0, 5)
          .map(({ name, share }) => `${name} ${(share * 100).toFixed(0)} %`)
          .join(', ') +
        `. All parties together ${percentRange(together)}.`,
      rows,
      together,
    };
    return figureFrom(view, query, 'coverage/1', { agreement }, coverageAssumptions(query), {
      headline: `Share of recorded operations by state named as responsible: ${coverage.title}`,
      key: '● solid: party. ◐ broad stripes: possibly party. ○ upright lines: not a party.',
      caption: `Share, then number of recorded operations. n = ${coverage.operations.withNamedState} operations with a named state, attribution standard ${query.standard}, commitment standard ${query.commitment}, as of ${query.asOf}. Joint responsibility is split equally. If a state marked ○ joined, the share of all parties would grow by exactly its bar. The record is no sample.`,
      wide: 820,
      spec,
      columns: [
        { name: 'party', title: 'Code' },
        { name: 'state', title: 'State' },
        { name: 'adherence', title: 'Adherence' },
        { name: 'share', title: 'Share of operations with a named state' },
        { name: 'incidents', title: 'Recorded operations' },
      ],
      rows: states.map(({ party, name, adherence, wouldAdd, incidents }) => [
        party,
        name,
        adherenceWords[adherence],
        rounded(wouldAdd),
        incidents.length,
      ]),
    });
  },
};

export const coverageFigure: FigureKind = {
  kind: 'coverage',
  title: 'Share of known state conduct by parties, source by source',
  subjects: 'an agreement',
  words: [],
  make: (view, query, agreement) => {
    const coverage = coverageFor(view, agreement, query);
    const rows = coverageRows(coverage, query);
    const spec: FigureSpec = {
      chart: 'range',
      title: `Share of known conduct by parties to: ${coverage.title}`,
      description: `${coverage.range.sources} sources give ${percentRange(coverage.range)}; parties are ${percentRange(coverage.headcount)} of ${coverage.headcount.n} UN members.`,
      rows,
    };
    return figureFrom(view, query, 'coverage/1', { agreement }, coverageAssumptions(query), {
      headline: `Share of known state conduct by parties, source by source: ${coverage.title}`,
      key: 'Dot: value. Thick line: what undated adherence and states not listed by name leave open. Thin line: with operations that name nobody. Square: share of UN members.',
      caption: `Thin line: also counts the ${coverage.operations.withoutNamedState} operations of this record with no named state, all by parties or none. Square: share of ${coverage.headcount.n} UN members. Attribution standard of this record ${query.standard} (n = ${coverage.operations.withNamedState}); other sources follow their own coding. Commitment standard ${query.commitment}, as of ${query.asOf}.`,
      wide: 960,
      spec,
      columns: [
        { name: 'source', title: 'Source' },
        { name: 'share', title: 'Share' },
        { name: 'lower', title: 'Lowest' },
        { name: 'upper', title: 'Highest' },
        { name: 'n', title: 'n' },
        { name: 'of', title: 'n counts' },
      ],
      rows: rows.map(({ name, value, lower, upper, n, of }) => [
        name,
        rounded(value),
        rounded(lower),
        rounded(upper),
        n,
        of,
      ]),
    });
  },
};

function coverageRows(coverage: AgreementCoverage, { standard }: Query): (FigureSpec & { chart: 'range' })['rows'] {
  const nameOf = (id: string, dataSet: string): string => {
    const isCountedTwice = coverage.otherDataSets.filter((other) => other.dataSet === dataSet).length > 1;
    return isCountedTwice ? `${dataSet}, ${id.split('-').slice(1).join(' ')}` : dataSet;
  };
  return [
    {
      name: `This record (${standard})`,
      value: coverage.conduct.value,
      ...coverage.bounds.undatedAdherence,
      widest: { lower: coverage.conduct.lower, upper: coverage.conduct.upper },
      of: 'named operations',
      n: coverage.operations.withNamedState,
      kind: 'conduct',
    },
    ...coverage.otherDataSets.map(({ id, dataSet, conduct: { value, lower, upper, n } }) => ({
      name: nameOf(id, dataSet),
      value,
      lower,
      upper,
      of: 'operations',
      n,
      kind: 'conduct' as const,
    })),
    {
      name: 'For comparison: share of UN members',
      value: coverage.headcount.value,
      lower: coverage.headcount.lower,
      upper: coverage.headcount.upper,
      of: 'states',
      n: coverage.headcount.n,
      kind: 'headcount',
    },
  ];
}

export const tilesFigure: FigureKind = {
  kind: 'tiles',
  title: 'Which states and territories are party, one equal square each',
  subjects: 'an agreement',
  words: [],
  make: (view, query, agreement) => {
    const dossier = agreementDossier(view, agreement, query);
    const states = statesOf(dossier);
    const number = (truth: Truth): number => states.filter(({ adherence }) => adherence === truth).length;
    const { title } = dossier.agreement;
    const spec: FigureSpec = {
      chart: 'tiles',
      title: `States and territories party to: ${title}`,
      description: `${number('true')} are recorded as parties, ${number('unknown')} possibly, ${number('false')} UN members are not.`,
      states,
    };
    return figureFrom(view, query, 'adherence/1', { agreement }, [], {
      headline: `Which states and territories are party: ${title}`,
      key: `Solid: party (${number('true')}). Striped: possibly party (${number('unknown')}). Blank: UN member, not a party (${number('false')}).`,
      caption: `One equal square for each, placed roughly as on a map; no borders are drawn and a square says nothing on status. n = ${states.length}, as of ${query.asOf}, commitment standard ${query.commitment}.`,
      wide: 960,
      spec,
      columns: [
        { name: 'code', title: 'Code' },
        { name: 'state', title: 'State or territory' },
        { name: 'adherence', title: 'Adherence' },
      ],
      rows: states.map(({ code, name, adherence }) => [code, name, adherenceWords[adherence]]),
    });
  },
};

function statesOf(dossier: AgreementDossier): (FigureSpec & { chart: 'tiles' })['states'] {
  return [
    ...dossier.adherences
      .filter(({ party }) => isStateCode(party))
      .map(({ party, name, inForce, tile }) => ({ code: party, name, adherence: inForce, tile })),
    ...dossier.notParties.map(({ party, name, tile }) => ({ code: party, name, adherence: 'false' as const, tile })),
  ];
}

export const partiesFigure: FigureKind = {
  kind: 'parties',
  title: 'Number of recorded parties over time',
  subjects: 'an agreement',
  words: [],
  make: (view, query, agreement) => {
    const dossier = agreementDossier(view, agreement, query);
    const acts = dossier.history.map(({ party, from, until }) => ({ party, from, until }));
    const n = new Set(acts.map(({ party }) => party)).size;
    const { title } = dossier.agreement;
    const spec: FigureSpec = {
      chart: 'timeline',
      title: `Parties over time: ${title}`,
      description: `${n} recorded parties, states and others; the striped band is what dates leave open.`,
      acts,
      last: parseDay(query.asOf),
    };
    return figureFrom(view, query, 'adherence/1', { agreement }, [], {
      headline: `Number of recorded parties over time: ${title}`,
      key: 'Solid: certain. Striped: possibly, since the day of adherence is not known.',
      caption: `All recorded parties, states and others, lapsed ones included, up to ${query.asOf}; n = ${n}; commitment standard ${query.commitment}.`,
      wide: 960,
      spec,
      columns: [
        { name: 'party', title: 'Party' },
        { name: 'from', title: 'From' },
        { name: 'until', title: 'Until' },
      ],
      rows: acts.map(({ party, from, until }) => [party, from, until]),
    });
  },
};
