/** Incentives fed by the record, for pages and commands. */
export * from './measured.ts';
export * from './scenario.ts';
