/** The table of figures: one line a kind. Pages, files and embeds ask here, so all three show the same. */
import { nearestWord, ServandaError, type Envelope } from '#model';
import type { View } from '#registry';
import { incentives, readScenario } from '../incentives/scenario.ts';
import type { Query } from '../query.ts';
import { absenceFigure, coverageFigure, partiesFigure, tilesFigure } from './agreement.ts';
import { effectFigure } from './effect.ts';
import type { FigureKind, FigureWords, PublishedFigure } from './figure.ts';
import { regionFigure } from './labs.ts';
import { responsesFigure } from './responses.ts';

export * from './address.ts';
export * from './figure.ts';
export { frontierFigure, regionFigure, type OwnText } from './labs.ts';
export { responseFigures } from './responses.ts';

/** Incentives need no draft and no disk, so their figure stands here; that of a draft is added by whoever has drafts. */
const incentivesFigure: FigureKind = {
  kind: 'incentives',
  title: 'Where a promise enforces itself',
  subjects: 'an agreement, or "record" for the whole record',
  words: [],
  make: (view, query, subject) => {
    const agreement = subject === 'record' ? null : view.get('agreement', subject).id;
    return regionFigure(incentives(view, query, { ...readScenario({ title: 'The whole record' }), agreement }));
  },
};

export const figureKinds: readonly FigureKind[] = [
  absenceFigure,
  coverageFigure,
  tilesFigure,
  partiesFigure,
  effectFigure,
  responsesFigure,
  incentivesFigure,
];

/** Makes a figure; throws NOT_FOUND for an unknown kind or subject, REFUSED where the record cannot carry it. */
export function makeFigure(
  view: View,
  query: Query,
  kind: string,
  subject: string,
  words: FigureWords = {},
  kinds: readonly FigureKind[] = figureKinds,
): Envelope<PublishedFigure> {
  const found = kinds.find((one) => one.kind === kind);
  if (!found) {
    const near = nearestWord(
      kind,
      kinds.map((one) => one.kind),
    );
    throw new ServandaError(
      'NOT_FOUND',
      `There is no figure "${kind.slice(0, 40)}"; there are ${kinds.map((one) => one.kind).join(', ')}${near === undefined ? '' : ` (did you mean ${near}?)`}.`,
    );
  }
  const strange = Object.keys(words).find(
    (word) => words[word as keyof FigureWords] !== undefined && !(found.words as readonly string[]).includes(word),
  );
  if (strange !== undefined) {
    throw new ServandaError('INPUT_INVALID', `Figure "${kind}" has no parameter "${strange}".`, {
      place: { field: strange },
    });
  }
  const answer = found.make(view, query, subject, words);
  return { ...answer, result: { kind, subject, ...answer.result } };
}
