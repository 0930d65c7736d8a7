/** Drafts, definitions and camps for pages and commands. */
export * from './camps.ts';
export * from './definitions.ts';
export * from './drafts.ts';
export * from './negotiate.ts';
export * from './parse-draft.ts';
