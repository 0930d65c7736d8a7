/** Keys that this browser keeps, in IndexedDB: objects that sign, and that no script can read out. */
import type { KeptKey } from './keys.ts';

const [database, store] = ['servanda-signing', 'keys'];

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(store, { keyPath: 'id' });
    };
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('The browser keeps nothing for this site.'));
    };
  });
}

async function run<Result>(
  mode: IDBTransactionMode,
  act: (keys: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction(store, mode);
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => {
        resolve(request.result);
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new Error('The browser did not keep the key.'));
      };
    });
  } finally {
    db.close();
  }
}

/** All keys that are kept; none where the browser keeps nothing for this site. */
export async function keptKeys(): Promise<KeptKey[]> {
  try {
    return (await run('readonly', (keys) => keys.getAll())) as KeptKey[];
  } catch {
    return [];
  }
}

/** Keeps a key; rejects if the browser does not keep it. */
export async function keepKey(key: KeptKey): Promise<void> {
  await run('readwrite', (keys) => keys.put(key));
}

/** Forgets a key for good. */
export async function forgetKey(id: string): Promise<void> {
  await run('readwrite', (keys) => keys.delete(id));
}
