/** The table of importers: one file a source. */
import { ServandaError, nearestWord } from '#model';
import { cfr } from './cfr.ts';
import { dcid } from './dcid.ts';
import { eurepoc, eurepocAttribution } from './eurepoc.ts';
import type { Importer } from './importer.ts';
import { mispEventImporter } from './misp-event.ts';
import { mispGalaxyImporter } from './misp-galaxy.ts';
import { servandaCsv, servandaJsonl } from './own.ts';
import { parisCall } from './paris-call.ts';
import { secai } from './secai.ts';
import { stixImporter } from './stix.ts';
import { template } from './template.ts';
import { unVotes } from './un-votes.ts';
import { veris } from './veris.ts';

export const importers: readonly Importer[] = [
  eurepoc,
  eurepocAttribution,
  dcid,
  cfr,
  mispGalaxyImporter,
  mispEventImporter,
  stixImporter,
  veris,
  unVotes,
  parisCall,
  secai,
  template,
  servandaCsv,
  servandaJsonl,
];

/** The importer of this name; throws NOT_FOUND with the names. */
export function findImporter(id: string): Importer {
  const found = importers.find((importer) => importer.id === id);
  if (found) return found;
  const names = importers.map((importer) => importer.id);
  const near = nearestWord(id, names);
  throw new ServandaError(
    'NOT_FOUND',
    `"${id.slice(0, 60)}" is not an import format${near === undefined ? '.' : `; did you mean ${near}?`} Formats: ${names.join(', ')}.`,
  );
}
