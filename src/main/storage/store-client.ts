import { Worker } from 'node:worker_threads';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Async } from './async-api.ts';
import type { StoreAnswer, StoreQuestion, StoreWorkerData } from './store-protocol.ts';
import type { StoreQueries } from './store-queries.ts';

/** The database as services see it: every query as a promise, by area. */
export type StoreApi = { readonly [Area in keyof StoreQueries]: Async<StoreQueries[Area]> };

export interface Store {
  readonly api: StoreApi;
  /** Where a damaged database was put; `null` when it was sound. */
  readonly damagedKeptAs: string | null;
  close(): Promise<void>;
}

export interface StoreOptions extends StoreWorkerData {
  /** `store-worker.ts`, or its bundle in Electron. */
  readonly workerUrl: URL;
  readonly logger: Logger;
}

/** Queries slower than this are named in the log, without their arguments. */
const slowMs = 40;

interface Waiting {
  readonly queryName: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the storage thread. Throws `storage.wrongKey`, `storage.newerVersion`, `storage.damaged`, `storage.diskFull`. */
export async function openStore({
  workerUrl,
  logger,
  ...workerData
}: StoreOptions): Promise<Store> {
  const worker = new Worker(workerUrl, { workerData });
  const waiting = new Map<number, Waiting>();
  const { damagedKeptAs } = await firstAnswer(worker);
  let nextId = 0;
  let dead: Error | null = null;

  const die = (error: Error) => {
    dead = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const { promise: exited, resolve: onExit } = Promise.withResolvers<void>();
  worker.on('message', (message: StoreAnswer) => settle(message, waiting, logger));
  worker.on('error', (error) => {
    logger.error('storage.threadDied', { error: String(error) });
    die(error instanceof Error ? error : new Error(String(error)));
  });
  worker.on('exit', () => {
    die(dead ?? new Error('the storage thread has ended'));
    onExit();
  });

  const ask = (area: string, name: string, args: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      if (dead) return reject(dead);
      const id = nextId++;
      waiting.set(id, { queryName: `${area}.${name}`, resolve, reject });
      post(worker, { kind: 'query', id, area, name, args });
    });
  return {
    api: remoteApi(ask),
    damagedKeptAs,
    async close() {
      post(worker, { kind: 'close' });
      await exited;
    },
  };
}

function post(worker: Worker, question: StoreQuestion): void {
  worker.postMessage(question);
}

function settle(message: StoreAnswer, waiting: Map<number, Waiting>, logger: Logger): void {
  if (message.kind !== 'value' && message.kind !== 'error') return;
  const question = waiting.get(message.id);
  if (!question) return;
  waiting.delete(message.id);
  if (message.kind === 'value') {
    if (message.ms > slowMs)
      logger.warn('storage.slowQuery', {
        queryName: question.queryName,
        ms: Math.round(message.ms),
      });
    question.resolve(message.value);
    return;
  }
  question.reject(errorOf(message));
}

function errorOf(message: { code: AppError['code'] | null; message: string }): Error {
  return message.code === null ? new Error(message.message) : new AppError(message.code);
}

function firstAnswer(worker: Worker): Promise<{ damagedKeptAs: string | null }> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: StoreAnswer) => {
      worker.off('error', reject);
      if (message.kind === 'opened') resolve(message);
      else if (message.kind === 'notOpened') reject(errorOf(message));
      else reject(new Error(`unexpected first answer ${message.kind}`));
    });
  });
}

/** Objects whose methods are `area.name` questions. The types come from the queries; only the thread knows the functions. */
function remoteApi(
  ask: (area: string, name: string, args: readonly unknown[]) => Promise<unknown>,
): StoreApi {
  const area = (areaName: string) =>
    new Proxy(
      {},
      {
        get: (_, name) =>
          typeof name === 'string' && name !== 'then'
            ? (...args: unknown[]) => ask(areaName, name, args)
            : undefined,
      },
    );
  const areas = new Map<string, object>();
  const api: unknown = new Proxy(
    {},
    {
      get(_, name) {
        if (typeof name !== 'string' || name === 'then') return undefined;
        const known = areas.get(name) ?? area(name);
        areas.set(name, known);
        return known;
      },
    },
  );
  // The one cast of the storage edge: a proxy cannot be typed otherwise; the worker refuses unknown names.
  return api as StoreApi;
}
