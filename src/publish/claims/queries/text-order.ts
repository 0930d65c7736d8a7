/** Which texts came first: were the agreements that a claim names adopted before another one, and what was earlier still? */
import { parseImpreciseDate, type Agreement, type Truth } from '#model';
import { exactly, note, type ClaimQuery } from '../answer.ts';
import { listParameter, textParameter } from '../parameters.ts';

export const textOrder: ClaimQuery = {
  id: 'text-order',
  rule: 'holds if every text named was surely adopted before the other and no other recorded text of states was surely earlier than all of them; in part if they were earlier but others were earlier still',
  answer(view, _query, claim) {
    const later = view.get('agreement', textParameter(claim, 'agreement'));
    const named = listParameter(claim, 'earlier').map((id) => view.get('agreement', id));
    const order = named.map((agreement) => ({ agreement, before: isBefore(agreement.adoptedOn, later.adoptedOn) }));
    const first =
      named
        .map(({ adoptedOn }) => adoptedOn)
        .filter((date) => date !== null)
        .sort()[0] ?? null;
    const earlier = view
      .all('agreement')
      .filter(
        (other) => isTextOfStates(other) && !named.includes(other) && isBefore(other.adoptedOn, first) === 'true',
      );
    const allBefore = order.every(({ before }) => before === 'true');
    return {
      standing: order.some(({ before }) => before === 'false')
        ? 'does-not-hold'
        : !allBefore
          ? 'open'
          : earlier.length > 0
            ? 'holds-in-part'
            : 'holds',
      answer: `${order.filter(({ before }) => before === 'true').length} of the ${named.length} texts named were surely adopted before ${later.title}; ${earlier.length} other recorded texts of states or of their experts are older than all of them.`,
      figures: [
        exactly(
          'texts named that are surely earlier',
          order.filter(({ before }) => before === 'true').length,
          named.length,
        ),
        exactly('other texts earlier still', earlier.length, view.all('agreement').length),
      ],
      speaksFor: order.map(({ agreement }) => note(`${agreement.title}: ${agreement.adoptedOn ?? 'date unknown'}.`)),
      speaksAgainst: earlier.map(({ title, adoptedOn, citations }) => ({
        text: `${title}: ${adoptedOn ?? 'date unknown'}.`,
        citations,
      })),
      limits: [
        'An earlier date does not show that a later text took anything over; for that see the lineage of provisions.',
      ],
      missing: [],
    };
  },
};

const notOfStates = new Set([
  'industry-accord',
  'multistakeholder-proposal',
  'industry-proposal',
  'expert-study',
  'un-expert-group-without-report',
]);

function isTextOfStates({ agreementKind }: Agreement): boolean {
  return !notOfStates.has(agreementKind);
}

function isBefore(earlier: string | null, later: string | null): Truth {
  if (earlier === null || later === null) return 'unknown';
  const [a, b] = [parseImpreciseDate(earlier), parseImpreciseDate(later)];
  if (a.to <= b.from) return 'true';
  return a.from >= b.to - 1 ? 'false' : 'unknown';
}
