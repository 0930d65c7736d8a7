/** Who is named as responsible, by whom, under which standard. */
export * from './credence/clusters.ts';
export * from './credence/dawid-skene.ts';
export * from './credence/of-incident.ts';
export * from './credence/pool.ts';
export * from './credence/words.ts';
export * from './methods/index.ts';
export * from './responsibility.ts';
export * from './speakers.ts';
export * from './standards/index.ts';
