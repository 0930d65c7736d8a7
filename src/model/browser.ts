/** The model's door for browsers: what signing needs, nothing of Node and no schemas behind it. */
export { canonicalJson } from './canonical-json.ts';
