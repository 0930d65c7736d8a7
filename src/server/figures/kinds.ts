/** All figures of a server: those of the record, and the frontiers of the worked drafts, which lie on its disk. */
import { figureKinds, frontierFigure, negotiateHere, type FigureKind } from '#publish';
import { workedDraft } from '../worked-drafts.ts';

const draftFigure: FigureKind = {
  kind: 'frontier',
  title: 'Strength of a text against how many would accept it',
  subjects: 'a worked draft',
  words: ['measure'],
  make: (view, query, draft, { measure }) => frontierFigure(negotiateHere(view, query, workedDraft(draft)), measure),
};

export const servedFigures: readonly FigureKind[] = [...figureKinds, draftFigure];
