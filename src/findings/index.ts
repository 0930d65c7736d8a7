/** Text, commitment and responsibility: what a promise reaches, who is bound by it, and who is named. */
export * from './causes.ts';
export * from './commitment.ts';
export * from './committed.ts';
export * from './dependence.ts';
export * from './finding.ts';
export * from './flips.ts';
export * from './gray-area.ts';
export * from './laws.ts';
export * from './relevant.ts';
export * from './table.ts';
export * from './text.ts';
export * from './wordings.ts';
