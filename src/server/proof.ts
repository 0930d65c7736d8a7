/** Proof bundles of an instance: an answer with everything that it was computed from, proved to be in the logs. */
import { ServandaError, type LogEntry } from '#model';
import {
  RecordingView,
  emptyShelf,
  makeBundle,
  openView,
  recordDataset,
  type DatasetShelf,
  type ProofBundle,
} from '#publish';
import type { RecordVersion } from '#registry';
import type { Instance } from './instance.ts';
import { askResource } from './resource.ts';

/** The bundle of a resource. Throws INPUT_INVALID for an answer that is no envelope, such as a file. */
export async function proofOf(
  instance: Instance,
  address: string,
  code: string,
  datasets: DatasetShelf = emptyShelf,
): Promise<ProofBundle> {
  await instance.settled();
  const { searchParams } = new URL(address.replace(/^\/?(?!\/)/, '/'), 'http://resource');
  const dataset = searchParams.get('dataset');
  if (dataset !== null && dataset !== recordDataset) {
    throw new ServandaError(
      'INPUT_INVALID',
      'The rows of a data set are in no log: keep the envelope, whose roots name them, and use "servanda reproduce".',
    );
  }
  let recording: RecordingView | null = null;
  const answer = askResource(
    address,
    (dials) => {
      const { view, query } = openView(instance.registry, dials);
      recording = new RecordingView(instance.registry, view.options);
      return { view: recording, query };
    },
    datasets,
  );
  if ('raw' in answer) {
    throw new ServandaError('INPUT_INVALID', `${address.slice(0, 120)} is a file and no envelope; ask for its JSON.`);
  }
  const read = (recording as RecordingView | null)?.read ?? [];
  return makeBundle(
    address,
    answer,
    read,
    { reader: (origin) => instance.log(origin), entry: (version) => entryOf(instance, version) },
    code,
  );
}

/** The leaf of a version as its log holds it. */
function entryOf(instance: Instance, { origin, index, statement, recordedAt }: RecordVersion): LogEntry {
  const jws = instance.book(origin)?.statements[index]?.jws ?? null;
  return { recordedAt, statement, ...(jws === null ? {} : { jws }) };
}
