/** Who is named as responsible, by whom, under which standard. */
export * from './responsibility.ts';
export * from './speakers.ts';
export * from './standards/index.ts';
