/** The table of tasks that run in worker threads; each is a plain function of plain data. */
import { checkSignatures } from '#ledger';
import { runMethodPart } from '#publish';

export const tasks = {
  'method-part': runMethodPart,
  'check-signatures': checkSignatures,
} as const;

export type TaskName = keyof typeof tasks;
export type TaskOf<Name extends TaskName> = (typeof tasks)[Name];
