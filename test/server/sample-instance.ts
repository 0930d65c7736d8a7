/** The API over the shipped record, in this process. */
import path from 'node:path';
import { createApi, openInstance, type Instance } from '../../src/server/index.ts';
import { openFileLog } from '../../src/storage/index.ts';

export const recordFolder = path.join(import.meta.dirname, '../../record');

export async function sampleApi(): Promise<{
  instance: Instance;
  get: (address: string, headers?: Record<string, string>) => Promise<Response>;
}> {
  const instance = await openInstance([await openFileLog(recordFolder, { readOnly: true })]);
  const api = createApi(instance, { version: 'test' });
  return { instance, get: async (address, headers = {}) => api.request(address, { headers }) };
}
