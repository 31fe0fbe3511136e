import type { Logger } from '../../shared/logger.ts';
import type { Async } from './async-api.ts';
import type { StoreWorkerData } from './store-protocol.ts';
import type { StoreQueries } from './store-queries.ts';
import { startStoreThread } from './store-thread.ts';

/** The database as services see it: every query as a promise, by area. */
export type StoreApi = { readonly [Area in keyof StoreQueries]: Async<StoreQueries[Area]> };

export interface Store {
  readonly api: StoreApi;
  /** Where a damaged database was put; `null` when it was sound. */
  readonly damagedKeptAs: string | null;
  close(): Promise<void>;
}

export interface StoreOptions extends Omit<StoreWorkerData, 'role'> {
  /** `store-worker.ts`, or its bundle in Electron. */
  readonly workerUrl: URL;
  readonly logger: Logger;
}

/** Answered by the reader: a caller at the phone, or an agent searching, does not wait for the replica being written. */
const readerQueries: ReadonlySet<string> = new Set([
  'tickets.findForPop',
  'tickets.listTickets',
  'knowledge.searchKnowledge',
  'calls.listCalls',
  'calls.missedCalls',
]);

/**
 * Opens the database in two threads, one that writes and one that reads (SQLite's WAL lets them work at once). Throws
 * `storage.wrongKey`, `storage.newerVersion`, `storage.damaged`, `storage.diskFull`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { workerUrl, logger, ...data } = options;
  const writer = await startStoreThread(workerUrl, { ...data, role: 'writer' }, logger);
  const reader = await startStoreThread(workerUrl, { ...data, role: 'reader' }, logger);
  return {
    api: remoteApi((area, name, args) => {
      const thread = readerQueries.has(`${area}.${name}`) ? reader : writer;
      return thread.ask(area, name, args);
    }),
    damagedKeptAs: writer.damagedKeptAs,
    async close() {
      await reader.close();
      await writer.close();
    },
  };
}

type Ask = (area: string, name: string, args: readonly unknown[]) => Promise<unknown>;

/** Objects whose methods are `area.name` questions. The types come from the queries; only the threads know the functions. */
function remoteApi(ask: Ask): StoreApi {
  const areas = new Map<string, object>();
  const areaOf = (name: string) => {
    const known = areas.get(name);
    if (known) return known;
    const made = proxy(
      (query) =>
        (...args: readonly unknown[]) =>
          ask(name, query, args),
    );
    areas.set(name, made);
    return made;
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a proxy has no other type; threads refuse unknown names
  return proxy(areaOf) as StoreApi;
}

/** An object whose every property comes from `make`; never thenable, so that it can be returned from async code. */
function proxy(make: (name: string) => unknown): object {
  return new Proxy(
    {},
    { get: (_, name) => (typeof name === 'string' && name !== 'then' ? make(name) : undefined) },
  );
}
