/** The table of commands: one file a verb. */
import type { Command } from 'commander';
import { defineBrief } from './brief.ts';
import { defineCompute } from './compute.ts';
import { defineCoverage } from './coverage.ts';
import { defineList } from './list.ts';
import { defineLog } from './log.ts';
import { defineRecord } from './record.ts';
import { defineServe } from './serve.ts';
import { defineShow } from './show.ts';

/** Each defines its command on the program; what is heavy is loaded when the command runs. */
export const commands: readonly ((program: Command) => void)[] = [
  defineBrief,
  defineCompute,
  defineCoverage,
  defineList,
  defineLog,
  defineRecord,
  defineServe,
  defineShow,
];
