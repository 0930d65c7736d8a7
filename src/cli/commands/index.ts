/** The table of commands: one file a verb, loaded when the verb is spoken, so that no command waits for another's packages. */
import type { Command } from 'commander';

/** Defines its command on the program. */
export type DefineCommand = (program: Command) => void;

export const commands: Readonly<Record<string, () => Promise<DefineCommand>>> = {
  brief: async () => (await import('./brief.ts')).defineBrief,
  camps: async () => (await import('./camps.ts')).defineCamps,
  claims: async () => (await import('./claims.ts')).defineClaims,
  compute: async () => (await import('./compute.ts')).defineCompute,
  coverage: async () => (await import('./coverage.ts')).defineCoverage,
  datasets: async () => (await import('./datasets.ts')).defineDatasets,
  definitions: async () => (await import('./definitions.ts')).defineDefinitions,
  effect: async () => (await import('./effect.ts')).defineEffect,
  evaluate: async () => (await import('./evaluate.ts')).defineEvaluate,
  explain: async () => (await import('./explain.ts')).defineExplain,
  finding: async () => (await import('./finding.ts')).defineFinding,
  key: async () => (await import('./key.ts')).defineKey,
  export: async () => (await import('./export.ts')).defineExport,
  import: async () => (await import('./import.ts')).defineImport,
  incentives: async () => (await import('./incentives.ts')).defineIncentives,
  list: async () => (await import('./list.ts')).defineList,
  log: async () => (await import('./log.ts')).defineLog,
  negotiate: async () => (await import('./negotiate.ts')).defineNegotiate,
  mirror: async () => (await import('./mirror.ts')).defineMirror,
  record: async () => (await import('./record.ts')).defineRecord,
  report: async () => (await import('./report.ts')).defineReport,
  review: async () => (await import('./review.ts')).defineReview,
  reply: async () => (await import('./reply.ts')).defineReply,
  reproduce: async () => (await import('./reproduce.ts')).defineReproduce,
  responses: async () => (await import('./responses.ts')).defineResponses,
  search: async () => (await import('./search.ts')).defineSearch,
  scorecard: async () => (await import('./scorecard.ts')).defineScorecard,
  serve: async () => (await import('./serve.ts')).defineServe,
  show: async () => (await import('./show.ts')).defineShow,
  transparency: async () => (await import('./transparency.ts')).defineTransparency,
  statement: async () => (await import('./statement.ts')).defineStatement,
  witness: async () => (await import('./witness.ts')).defineWitness,
};
