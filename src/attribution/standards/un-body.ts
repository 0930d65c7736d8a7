/** Standard un-body: a body of the United Nations names the state. */
import { isHedged } from '../speakers.ts';
import type { AttributionStandard } from './standard.ts';

/** Bodies of the United Nations are recorded as parties whose id begins so. */
const unPrefix = /^(?:un|ohchr)(?:-|$)/;

export const unBody: AttributionStandard = {
  id: 'un-body',
  rule: 'a body of the United Nations names the state, without hedging',
  isMet: (statements) =>
    statements.some((statement) => !isHedged(statement) && statement.by.some((author) => unPrefix.test(author))),
};
