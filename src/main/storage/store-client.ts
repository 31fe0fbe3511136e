import type { Logger } from '../../shared/logger.ts';
import type { Async } from './async-api.ts';
import { markDamaged } from './damage.ts';
import { type CheckResult, type StoreCheck, startStoreCheck } from './store-check.ts';
import type { StoreWorkerData } from './store-protocol.ts';
import type { StoreQueries } from './store-queries.ts';
import { startStoreThread } from './store-thread.ts';

/** The database as services see it: every query as a promise, by area. */
export type StoreApi = { readonly [Area in keyof StoreQueries]: Async<StoreQueries[Area]> };

export interface Store {
  readonly api: StoreApi;
  /** Where a damaged database was put; `null` when it was sound. */
  readonly damagedKeptAs: string | null;
  /**
   * Reads the whole database beside everything else that is asked of it. One that is damaged is marked: it works on as far as it
   * can, and the next opening puts it aside. Once at a time; a close breaks it off.
   */
  check(): Promise<CheckResult>;
  close(): Promise<void>;
}

export interface StoreOptions extends Omit<StoreWorkerData, 'role'> {
  /** `store-worker.ts`, or its bundle in Electron. */
  readonly workerUrl: URL;
  readonly logger: Logger;
}

/** Who answers what; all else is the writer's. */
const answeredBy: ReadonlyMap<string, 'searcher' | 'urgent'> = new Map([
  // A caller is on the line: it waits neither for the replica being written nor for somebody's search.
  ['tickets.findForPop', 'urgent'],
  ['tickets.listTickets', 'searcher'],
  ['knowledge.searchKnowledge', 'searcher'],
  ['knowledge.suggestKnowledge', 'searcher'],
  ['knowledge.dueKnowledge', 'searcher'],
  ['knowledge.listPhrases', 'searcher'],
  // Beside the typing, and never before a caller who rings.
  ['incidents.hints', 'searcher'],
  ['incidents.history', 'searcher'],
  ['incidents.board', 'searcher'],
  ['calls.listCalls', 'searcher'],
  ['calls.missedCalls', 'searcher'],
]);

/**
 * Opens the database in three threads, one that writes and two that read (SQLite's WAL lets them work at once). Throws
 * `storage.wrongKey`, `storage.newerVersion`, `storage.damaged`, `storage.diskFull`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { workerUrl, logger, ...data } = options;
  const start = (role: 'writer' | 'searcher' | 'urgent') =>
    startStoreThread(workerUrl, { ...data, role }, logger);
  const writer = start('writer');
  const { damagedKeptAs } = await writer.opened;
  const threads = { writer, urgent: start('urgent'), searcher: start('searcher') };
  let check: StoreCheck | null = null;
  return {
    api: remoteApi((area, name, args) =>
      threads[answeredBy.get(`${area}.${name}`) ?? 'writer'].ask(area, name, args),
    ),
    damagedKeptAs,
    async check() {
      check ??= startStoreCheck(workerUrl, data);
      const result = await check.result;
      check = null;
      if (result === 'damaged') markDamaged(data.file);
      logger.info('storage.checked', { result });
      return result;
    },
    async close() {
      await Promise.all([check?.stop(), threads.searcher.close(), threads.urgent.close()]);
      // Last: with the last connection the WAL goes into the file.
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
