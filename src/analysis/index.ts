/** Methods, metrics and the scorecard. */
export * from './coverage/by-attributor.ts';
export * from './coverage/conduct-universe.ts';
export * from './coverage/coverage.ts';
export * from './coverage/credence-operations.ts';
export * from './coverage/external.ts';
export * from './coverage/in-full.ts';
export * from './coverage/of-agreement.ts';
export * from './coverage/operations.ts';
export * from './coverage/poisson-binomial.ts';
export * from './coverage/readings.ts';
export * from './coverage/smallest-set.ts';
export * from './coverage/uncertainty.ts';
export * from './effect/index.ts';
export * from './methods/index.ts';
export * from './statistics/krippendorff.ts';
