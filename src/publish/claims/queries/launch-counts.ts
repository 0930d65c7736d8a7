/** Launch numbers: what was published on the day, by whom, and how many states the record can name. */
import { bondsOn } from '#registry';
import { commitmentStandard } from '#findings';
import { exactly, note, type ClaimQuery, type ClaimFigure } from '../answer.ts';
import { textParameter } from '../parameters.ts';

export const launchCounts: ClaimQuery = {
  id: 'launch-counts',
  rule: 'holds if every count published for the day agrees on everything it counts; in part if the counts of states agree, and the states that the record names do not exceed them, while other counts differ',
  answer(view, query, claim) {
    const [agreement, on] = [textParameter(claim, 'agreement'), textParameter(claim, 'on')];
    const counts = view.by('reported-count', 'agreement', agreement).filter(({ countedOn }) => countedOn === on);
    const figures: ClaimFigure[] = counts.flatMap(({ id, counts: parts }) =>
      parts.map(({ of, value }) => exactly(`${of}, as published (${id})`, value, 1)),
    );
    const states = counts.flatMap(({ counts: parts }) =>
      parts.filter(({ of }) => of === 'states').map(({ value }) => value),
    );
    const bonds = [...bondsOn(view, agreement, on, commitmentStandard(query.commitment).bases).values()].filter(
      ({ party }) => view.find('party', party)?.body.unMember === true,
    );
    const certain = bonds.filter(({ inForce }) => inForce === 'true').length;
    figures.push({
      label: 'states that the record names as supporters on the day',
      value: certain,
      lower: certain,
      upper: bonds.length,
      unit: 'count',
      n: bonds.length,
    });
    const totals = counts.map(({ counts: parts }) =>
      parts.filter(({ of }) => of !== 'states').reduce((sum, { value }) => sum + value, 0),
    );
    const [sameStates, sameRest] = [new Set(states).size === 1, new Set(totals).size === 1];
    const named = states[0] ?? 0;
    return {
      standing:
        counts.length === 0
          ? 'open'
          : !sameStates || certain > named
            ? 'does-not-hold'
            : sameRest
              ? 'holds'
              : 'holds-in-part',
      answer:
        counts.length === 0
          ? 'No count is recorded for this day.'
          : `${counts.length} published counts of ${on} ${sameStates ? `agree on ${named} states` : `differ on the number of states (${states.join(', ')})`} and ${sameRest ? 'on' : 'differ on'} the other supporters (${totals.join(' or ')}); the record names ${certain} states for the day, and ${bonds.length - certain} more that may have joined then or later.`,
      figures,
      speaksFor: sameStates ? [note(`Every published count of the day says ${named} states.`)] : [],
      speaksAgainst: counts.flatMap(({ reading, citations }) =>
        reading === null ? [] : [{ text: reading, citations }],
      ),
      limits: [
        'Lists published later carry one date for all entries, so who joined on the first day is known only in part.',
      ],
      missing: certain < named ? [`the names of ${named - certain} of the ${named} states of the day`] : [],
    };
  },
};
