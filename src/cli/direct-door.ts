/** The door straight into the log of a data folder; loaded on demand, for most commands write nothing. */
import { ServandaError } from '#model';
import { openInstance } from '#server';
import type { DataPlace } from './data-place.ts';
import type { Door } from './door.ts';
import { localWriter } from './local-writer.ts';
import { openReaders } from './open.ts';

/** Opens the local log as its writer; throws LOG_LOCKED if another process is. */
export async function directDoor(place: DataPlace): Promise<Door> {
  const instance = await openInstance(await openReaders(place, false), localWriter(place));
  const { local } = instance;
  if (!local) throw new ServandaError('STORAGE_FAILED', 'The local log is not open for writing.');
  return { origin: local.origin, handIn: (submissions) => local.submit(submissions), close: () => instance.close() };
}
