/** Checks a proof bundle and computes its answer again from the statements that it holds, with no log at hand. */
import type { Envelope } from '#model';
import {
  checkBundle,
  differences,
  logsOfBundle,
  openView,
  type BundleFault,
  type DatasetShelf,
  type Difference,
  type ProofBundle,
} from '#publish';
import { foldLogs } from '#registry';
import { askResource } from './resource.ts';

export interface BundleReproduction {
  equal: boolean;
  method: string;
  /** Statements whose inclusion was checked. */
  statements: number;
  faults: BundleFault[];
  differences: Difference[];
}

/** Everything is checked; the answer is computed again even if a proof does not hold. */
export function reproduceBundle(bundle: ProofBundle, datasets: DatasetShelf): BundleReproduction {
  const faults = checkBundle(bundle);
  const registry = foldLogs(logsOfBundle(bundle));
  const here = askResource(bundle.address, (dials) => openView(registry, dials), datasets) as Envelope<unknown>;
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
  const found = differences(plain(bundle.answer), plain(here));
  return {
    equal: faults.length === 0 && found.length === 0,
    method: here.method,
    statements: bundle.statements.length,
    faults,
    differences: found,
  };
}
