/** Reads the parameters of a claim; a claim whose file lacks one is a fault of the record, named as such. */
import { ServandaError, type Claim } from '#model';

/** A text parameter. */
export function textParameter(claim: Claim, name: string): string {
  const value = claim.parameters[name];
  if (typeof value === 'string') return value;
  throw missing(claim, name, 'a text');
}

/** A list parameter. */
export function listParameter(claim: Claim, name: string): string[] {
  const value = claim.parameters[name];
  if (Array.isArray(value)) return value;
  throw missing(claim, name, 'a list');
}

function missing(claim: Claim, name: string, what: string): ServandaError {
  return new ServandaError(
    'RECORD_RULE',
    `Claim ${claim.id}: its query ${claim.query} needs the parameter "${name}", ${what}. Add it under "parameters" in data/claims/${claim.id}.yaml.`,
    { place: { file: `claims/${claim.id}.yaml`, field: `parameters.${name}` } },
  );
}
