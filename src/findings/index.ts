/** Text, commitment and responsibility: what a promise reaches, who is bound by it, and who is named. */
export * from './commitment.ts';
export * from './committed.ts';
export * from './finding.ts';
export * from './laws.ts';
export * from './text.ts';
