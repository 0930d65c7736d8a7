/** Writes files into a folder of their own: all of them or none. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ServandaError } from '#model';

/** The folder must be new or empty, so that no file of another export is mistaken for one of this. */
export async function writeFolder(
  folder: string,
  files: readonly { path: string; bytes: Uint8Array }[],
): Promise<void> {
  const target = path.resolve(folder);
  if (existsSync(target) && (await readdir(target)).length > 0) {
    throw new ServandaError('ENVIRONMENT', `${folder} is not empty; name a new folder, so that files do not mix.`);
  }
  const draft = `${target}.partial-${process.pid}`;
  try {
    for (const file of files) {
      const place = path.join(draft, file.path);
      await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, file.bytes);
    }
    await rm(target, { recursive: true, force: true });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServandaError('ENVIRONMENT', `${folder} cannot be written (${reason}); nothing is left behind.`, {
      cause: error,
    });
  }
}
