/** The table of tasks that run in worker threads; each is a plain function of plain data. */
import { checkSignatures } from '#ledger';
import { runMethodPart } from '#publish';
import { drawPng } from '../figures/png.ts';

export const tasks = {
  'method-part': runMethodPart,
  'check-signatures': checkSignatures,
  png: drawPng,
} as const;

export type TaskName = keyof typeof tasks;
export type TaskOf<Name extends TaskName> = (typeof tasks)[Name];
