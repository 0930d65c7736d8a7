/** HTTP API over an instance: resources, contract, log tiles. */
export * from './create-api.ts';
export * from './instance.ts';
export { defaultLimits, findStatement, keyLines, logLines, type SubmissionLimits } from './routes/statements.ts';
export * from './workers/pool.ts';
export type * from './contract.ts';
