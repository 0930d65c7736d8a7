/** When a promise enforces itself: thresholds, regions over ranges, repeated games, populations. */
export * from './games/chain.ts';
export * from './games/methods.ts';
export * from './games/simulate.ts';
export * from './games/strategies.ts';
export * from './methods.ts';
export * from './population/fixation.ts';
export * from './promise/compliance.ts';
export * from './promise/deterrence.ts';
export * from './promise/region.ts';
export * from './promise/wilson.ts';
