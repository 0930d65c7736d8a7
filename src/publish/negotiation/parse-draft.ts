/** Reads a draft file: format and lines here, meaning in the room of negotiation. */
import { readDraft, type PlacedDraft } from '#negotiation';
import { readPlacedYaml } from '../placed-yaml.ts';

/** Throws INPUT_INVALID, INPUT_TOO_LARGE or REFERENCE_BROKEN with file, line and field. */
export function parseDraft(text: string, file: string): PlacedDraft {
  const { value, placeOf } = readPlacedYaml(text, file);
  return { draft: readDraft(value, placeOf), placeOf };
}
