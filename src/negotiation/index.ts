/** Which texts would bring in whom, where definitions diverge, and who stands together. */
export * from './camps/camps.ts';
export * from './camps/k-means.ts';
export * from './camps/pca.ts';
export * from './chance.ts';
export * from './definitions/divergence.ts';
export * from './frontier/enumerate.ts';
export * from './frontier/frontier.ts';
export * from './frontier/input.ts';
export * from './frontier/prices.ts';
export * from './frontier/problem.ts';
export * from './frontier/search.ts';
export * from './frontier/staircase.ts';
export * from './frontier/verdicts.ts';
export * from './frontier/warm-start.ts';
export * from './methods.ts';
export * from './similarity/similarity.ts';
