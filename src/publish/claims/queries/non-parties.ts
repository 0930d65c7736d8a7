/** Who stayed out: for each state that a claim names, was it a party on the day, and is it now? */
import { anyTruth, type Truth } from '#model';
import { bondsOn } from '#registry';
import { commitmentStandard } from '#findings';
import { partyName } from '../../sources.ts';
import { exactly, note, type ClaimQuery } from '../answer.ts';
import { listParameter, textParameter } from '../parameters.ts';

export const nonParties: ClaimQuery = {
  id: 'non-parties',
  rule: 'holds if every state named was surely no party on the day; in part if some surely were not and the others possibly were; does not hold if one surely was a party',
  answer(view, query, claim) {
    const [agreement, on] = [textParameter(claim, 'agreement'), textParameter(claim, 'on')];
    const states = listParameter(claim, 'states');
    const { bases } = commitmentStandard(query.commitment);
    const [then, now] = [bondsOn(view, agreement, on, bases), bondsOn(view, agreement, query.asOf, bases)];
    const party = (bonds: typeof then, state: string): Truth => bonds.get(state)?.inForce ?? 'false';
    const where = (bonds: typeof then, truth: Truth): string[] =>
      states.filter((state) => party(bonds, state) === truth);
    const inside = where(then, 'true');
    const joined = where(now, 'true').filter((state) => party(then, state) !== 'true');
    const names = (list: readonly string[]): string => list.map((state) => partyName(view, state)).join(', ');
    const possible = anyTruth(states.map((state) => party(then, state))) === 'unknown';
    return {
      standing: inside.length > 0 ? 'does-not-hold' : possible ? 'holds-in-part' : 'holds',
      answer: `On ${on}, ${where(then, 'false').length} of the ${states.length} states named were surely no party${inside.length > 0 ? `; ${names(inside)} was` : ''}; by ${query.asOf}, ${joined.length === 0 ? 'none of them is recorded as having joined' : `${names(joined)} had joined`}.`,
      figures: [
        exactly(`of the states named, surely outside on ${on}`, where(then, 'false').length, states.length),
        exactly(`of the states named, surely outside on ${query.asOf}`, where(now, 'false').length, states.length),
      ],
      speaksFor: where(now, 'false').map((state) =>
        note(`${partyName(view, state)} is no party on ${query.asOf} either.`),
      ),
      speaksAgainst: joined.map((state) => ({
        text: `${partyName(view, state)} has joined since.`,
        citations: now.get(state)?.adherences.flatMap(({ citations }) => citations) ?? [],
      })),
      limits: ['Staying out of a text says nothing on why, nor on conduct.'],
      missing: [],
    };
  },
};
