/** What a rule of a kind may look at when a statement is judged. */
import type { Statement, StatementKind } from '#model';

/** What a judgement of a kind may look at. */
export interface JudgeContext {
  /** The log's time of recording. */
  at: string;
  /** The standing statement under this kind and id in the same log. */
  find: (kind: StatementKind, id: string) => Statement | undefined;
}
