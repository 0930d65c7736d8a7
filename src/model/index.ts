/** The words of the domain: ids, dates, truth, statement kinds, and parsing at the border. */
export * from './canonical-json.ts';
export * from './date-text.ts';
export * from './dates.ts';
export * from './envelope.ts';
export * from './errors.ts';
export * from './ids.ts';
export * from './state-code.ts';
export * from './log-entry.ts';
export * from './method.ts';
export * from './nearest.ts';
export * from './truth.ts';
export * from './vocabulary.ts';
export * from './statements/index.ts';
