/** What is shown to readers: dossiers, briefs, citations, proofs; every answer in its envelope. */
export * from './compute.ts';
export * from './envelope.ts';
export * from './methods.ts';
export * from './query.ts';
export * from './sources.ts';
export * from './claims/index.ts';
export * from './dossiers/agreement.ts';
export * from './dossiers/home.ts';
export * from './dossiers/incident.ts';
export * from './dossiers/lists.ts';
export * from './dossiers/party.ts';
export * from './brief/brief.ts';
export * from './brief/html.ts';
export * from './brief/markdown.ts';
export * from './brief/sentences.ts';
