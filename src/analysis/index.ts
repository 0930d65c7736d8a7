/** Methods, metrics and the scorecard. */
export * from './coverage/coverage.ts';
export * from './coverage/external.ts';
export * from './coverage/of-agreement.ts';
export * from './coverage/operations.ts';
export * from './coverage/poisson-binomial.ts';
export * from './methods/index.ts';
export * from './statistics/krippendorff.ts';
