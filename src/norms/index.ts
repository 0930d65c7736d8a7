/** Is a clause's text met by these facts: true, false or unknown, under which definitions, and why. */
export { Columns, type Planes } from './columns.ts';
export * from './conduct.ts';
export * from './diagram.ts';
export * from './evaluate.ts';
export * from './exceptions.ts';
export * from './facts.ts';
export * from './format.ts';
export * from './library.ts';
export * from './methods/index.ts';
export * from './planes.ts';
export * from './resolutions.ts';
export * from './source.ts';
export * from './unknowns.ts';
export * from './verdict.ts';
