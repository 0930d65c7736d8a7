/** The only door for writing: parse, check, authorise, append, give a receipt. */
export * from './record/compile.ts';
export * from './record/departures.ts';
export * from './record/place.ts';
export * from './record/plan.ts';
