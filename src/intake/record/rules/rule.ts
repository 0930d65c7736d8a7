/** What a rule of the record's checker is: a name, a sentence for the codebook, and a pure check. */
import type { ServandaError } from '#model';
import type { CompiledRecord } from '../compiled.ts';

export interface RecordRule {
  /** Kebab-case; vectors/data/invalid/ID.yaml and the codebook carry the same name. */
  id: string;
  /** The rule in a sentence, as the codebook states it. */
  rule: string;
  check: (record: CompiledRecord) => ServandaError[];
}
