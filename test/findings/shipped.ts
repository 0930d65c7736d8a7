/** The record that ships with the package, opened once for tests that ask about it. */
import path from 'node:path';
import { View } from '../../src/registry/index.ts';
import { openInstance } from '../../src/server/index.ts';
import { openFileLog } from '../../src/storage/index.ts';

let opened: Promise<View> | undefined;

/** A view of the whole shipped record. */
export function shippedView(): Promise<View> {
  opened ??= (async () => {
    const folder = path.join(import.meta.dirname, '../../record');
    const instance = await openInstance([await openFileLog(folder, { readOnly: true })]);
    const view = new View(instance.registry);
    await instance.close();
    return view;
  })();
  return opened;
}
