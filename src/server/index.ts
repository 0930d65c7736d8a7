/** HTTP API over an instance: resources, contract, log tiles. */
export * from './create-api.ts';
export * from './instance.ts';
export * from './workers/pool.ts';
export type * from './contract.ts';
