/** The imports of a data folder as data sets for questions. */
import type { DatasetShelf } from '#publish';
import { listImports, openDataset } from '#interchange';
import type { DataPlace } from './data-place.ts';

/** Reads the list anew each time; an opened data set is kept, for its id is the hash of its file. */
export function openShelf({ folder }: DataPlace): DatasetShelf {
  const kept = new Map<string, ReturnType<typeof openDataset>>();
  return {
    list: () => listImports(folder),
    open: (id) => {
      const known = kept.get(id);
      if (known) return known;
      const dataset = openDataset(folder, id);
      if (kept.size < 8) kept.set(dataset.manifest.id, dataset);
      return dataset;
    },
  };
}
