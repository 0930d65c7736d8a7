/** Findings as readers see them. */
export * from './definition-sets.ts';
export * from './explain.ts';
export * from './grid.ts';
export * from './lists.ts';
export * from './reason-tree.ts';
export * from './sentence.ts';
export * from './unrecorded.ts';
