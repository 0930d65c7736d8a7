/** Reports, reviews, replies and rival findings, as pages and commands show them. */
export * from './draft.ts';
export * from './due.ts';
export * from './feed.ts';
export * from './obligations.ts';
export * from './recommendations.ts';
export * from './replies.ts';
export * from './reports.ts';
export * from './reviews.ts';
export * from './rival-findings.ts';
export * from './schedule.ts';
export * from './subject.ts';
export * from './templates.ts';
