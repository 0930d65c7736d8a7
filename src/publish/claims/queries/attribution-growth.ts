/** Does public attribution by governments grow? Counts by year of the statement, not of the operation. */
import { governmentsOf, isOnRecord } from '#attribution';
import { parseImpreciseDate, parseDay, formatDay, type Attribution } from '#model';
import { exactly, notASample, type ClaimQuery } from '../answer.ts';
import { textParameter } from '../parameters.ts';

export const attributionGrowth: ClaimQuery = {
  id: 'attribution-growth',
  rule: 'holds if both the official attributions and the governments that make them are more numerous in the last complete years than in as many years before them; in part if only one is',
  answer(view, query, claim) {
    const years = Number(textParameter(claim, 'years'));
    const official = view
      .all('attribution')
      .filter((statement) => statement.stance === 'attributes' && isOnRecord(statement));
    const lastYear = Number(formatDay(parseDay(query.asOf)).slice(0, 4)) - 1;
    const inYears = (first: number, last: number): Attribution[] =>
      official.filter(({ madeOn }) => {
        const span = parseImpreciseDate(madeOn);
        return span.from >= parseDay(`${first}-01-01`) && span.to <= parseDay(`${last + 1}-01-01`);
      });
    const [late, early] = [
      inYears(lastYear - years + 1, lastYear),
      inYears(lastYear - 2 * years + 1, lastYear - years),
    ];
    const speakers = (list: readonly Attribution[]): number => new Set(list.flatMap(governmentsOf)).size;
    const [more, wider] = [late.length > early.length, speakers(late) > speakers(early)];
    const byYear = Array.from({ length: 2 * years }, (_, index) => lastYear - 2 * years + 1 + index).map((year) =>
      exactly(`official attributions made in ${year}`, inYears(year, year).length, official.length),
    );
    const [lateYears, earlyYears] = [
      `${lastYear - years + 1}–${lastYear}`,
      `${lastYear - 2 * years + 1}–${lastYear - years}`,
    ];
    return {
      standing:
        official.length === 0 ? 'open' : more && wider ? 'holds' : more || wider ? 'holds-in-part' : 'does-not-hold',
      answer: `The record holds ${late.length} official attributions of ${lateYears} by ${speakers(late)} governments, against ${early.length} of ${earlyYears} by ${speakers(early)}.`,
      figures: [
        exactly(`official attributions, ${lateYears}`, late.length, official.length),
        exactly(`official attributions, ${earlyYears}`, early.length, official.length),
        exactly(`governments attributing, ${lateYears}`, speakers(late), late.length),
        exactly(`governments attributing, ${earlyYears}`, speakers(early), early.length),
        ...byYear,
      ],
      speaksFor: [],
      speaksAgainst: [],
      limits: [
        notASample,
        'Counted by the year in which the statement was made. Old statements may have been easier or harder to find than new ones.',
        'A statement of several governments is one attribution; each of them counts as a government.',
      ],
      missing: official.length === 0 ? ['official attributions'] : [],
    };
  },
};
