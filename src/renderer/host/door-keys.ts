import type { DoorPage } from '../../shared/contract/door.ts';

/** A page's key, kept by the browser: it can be used by this origin, and read out by nobody. */
export interface DoorKeys {
  get(page: DoorPage): Promise<CryptoKey | null>;
  set(page: DoorPage, key: CryptoKey): Promise<void>;
}

const storeName = 'keys';

/** In IndexedDB, so that a reload finds it again. Rejects where the browser keeps nothing. */
export function createDoorKeys(factory: IDBFactory): DoorKeys {
  const open = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory.open('hotline-door', 1);
      request.onupgradeneeded = () => void request.result.createObjectStore(storeName);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('no key store'));
    });
  const ask = async <T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<T>,
  ) => {
    const database = await open();
    try {
      return await new Promise<T>((resolve, reject) => {
        const request = act(database.transaction(storeName, mode).objectStore(storeName));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('the key store refused'));
      });
    } finally {
      database.close();
    }
  };
  return {
    async get(page) {
      const found: unknown = await ask('readonly', (store) => store.get(page));
      return found instanceof CryptoKey ? found : null;
    },
    async set(page, key) {
      await ask('readwrite', (store) => store.put(key, page));
    },
  };
}
