/** What is known, and since when: statements of all logs folded into records, asked through views. */
export * from './adherence.ts';
export * from './fold.ts';
export * from './key-ring.ts';
export * from './log-book.ts';
export * from './logged-statement.ts';
export * from './published.ts';
export * from './view.ts';
