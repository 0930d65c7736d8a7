/** The only door for writing: parse, check, authorise, append, give a receipt. */
export * from './local/audit.ts';
export * from './local/authority.ts';
export * from './local/genesis.ts';
export * from './local/local-log.ts';
export * from './local/possession.ts';
export * from './local/receipt.ts';
export * from './local/refusal.ts';
export * from './local/submission.ts';
export * from './record/check.ts';
export * from './record/compile.ts';
export * from './record/compiled.ts';
export * from './record/departures.ts';
export * from './record/place.ts';
export * from './record/plan.ts';
export * from './record/rules/index.ts';
