/** What a rule of the record's checker is: a name, a sentence for the codebook, and a pure check. */
import type { ServandaError } from '#model';
import type { CompiledRecord } from '../compiled.ts';

export interface RecordRule {
  /** Kebab-case; vectors/data/invalid/ID.yaml and the codebook carry the same name. */
  id: string;
  /** The rule in a sentence, as the codebook states it. */
  rule: string;
  /** Looks up other records: asked only once every file could be read, so that one fault is not reported as many. */
  needsWhole?: boolean;
  check: (record: CompiledRecord) => ServandaError[];
}
