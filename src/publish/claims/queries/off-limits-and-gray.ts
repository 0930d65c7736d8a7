/** Are destructive acts on critical infrastructure off limits while the rest is gray? What can be said before findings. */
import { exactly, note, type ClaimQuery } from '../answer.ts';
import { listParameter } from '../parameters.ts';

export const offLimitsAndGray: ClaimQuery = {
  id: 'off-limits-and-gray',
  rule: 'holds if operations that destroy or disrupt critical infrastructure are contrary to the clauses named in every view, and most other operations are gray or out of reach; open until findings over the record are there',
  answer(view, _query, claim) {
    const provisions = listParameter(claim, 'provisions').map((id) => view.get('provision', id));
    const terms = listParameter(claim, 'terms');
    const variants = terms.flatMap((term) => view.by('encoding', 'term', term)).filter(({ component }) => !component);
    const sets = view.all('definition-set').filter(({ setKind }) => setKind === 'view');
    const disputed = terms.filter((term) => new Set(sets.map(({ picks }) => picks[term])).size > 1);
    const testable = view.all('provision').filter(({ norm }) => norm?.class === 'norm');
    return {
      standing: 'open',
      answer: `${testable.length} of ${view.all('provision').length} recorded clauses can be tested on operations; of the ${terms.length} terms on which the clauses named hang, the ${sets.length} views read ${disputed.length} differently. Whether single operations are contrary or gray is a finding and not yet part of this answer.`,
      figures: [
        exactly('clauses that can be tested on operations', testable.length, view.all('provision').length),
        exactly('coded variants of the terms named', variants.length),
        exactly('terms named that the views read differently', disputed.length, terms.length),
      ],
      speaksFor: provisions.map(({ id, paraphrase }) => note(`${id}: ${paraphrase}.`)),
      speaksAgainst: disputed.map((term) =>
        note(`${view.find('term', term)?.body.label ?? term}: the views use different variants.`),
      ),
      limits: ['Clauses and terms are coded by the project, unreviewed.'],
      missing: ['findings over all recorded operations: contrary, gray, not reached and indeterminate under each view'],
    };
  },
};
