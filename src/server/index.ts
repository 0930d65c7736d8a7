/** HTTP API over an instance: resources, contract, log tiles. */
export * from './create-api.ts';
export * from './instance.ts';
export * from './kept-pages.ts';
export * from './resource.ts';
export * from './reproduce.ts';
export * from './reproduce-bundle.ts';
export * from './proof.ts';
export { Mirror, type MirrorAlarm, type MirrorLook } from './mirror/mirror.ts';
export { readRemoteJson, RemoteLog, type Fetch } from './mirror/remote-log.ts';
export { askWitness, type KnownWitness, type Post } from './witness/ask-witness.ts';
export { keepCosigned } from './witness/keep-cosigned.ts';
export { Witness, withCosignatures, type WitnessAnswer, type WitnessMemory } from './witness/witness.ts';
export type { LogLine, StatementLine } from './routes/statements.ts';
export { defaultLimits, findStatement, keyLines, logLines, type SubmissionLimits } from './routes/statements.ts';
export * from './workers/pool.ts';
export type * from './contract.ts';
