/** STIX 2.1 objects as far as they are written and read here (OASIS Standard, STIX Version 2.1, June 2021). */

export interface ExternalReference {
  source_name: string;
  url?: string;
  external_id?: string;
  description?: string;
}

/** Properties that every STIX object has. */
export interface StixObject {
  type: string;
  spec_version: '2.1';
  id: string;
  created: string;
  modified: string;
  created_by_ref?: string;
  labels?: string[];
  external_references?: ExternalReference[];
  extensions?: Record<string, Record<string, unknown>>;
  [property: string]: unknown;
}

export interface StixBundle {
  type: 'bundle';
  id: string;
  objects: StixObject[];
}

/** A day as the instant at which it begins; a log's instant stays as it is. */
export function instantOf(recordedAt: string): string {
  return recordedAt.length === 10 ? `${recordedAt}T00:00:00.000Z` : recordedAt;
}
