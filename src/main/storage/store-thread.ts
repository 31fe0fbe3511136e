import { Worker } from 'node:worker_threads';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { StoreAnswer, StoreQuestion, StoreWorkerData } from './store-protocol.ts';

/** One storage thread, asked by name. */
export interface StoreThread {
  /** Rejects with the reason for which it could not open the database; what is asked of it then fails with the same. */
  readonly opened: Promise<{ readonly damagedKeptAs: string | null }>;
  ask(area: string, name: string, args: readonly unknown[]): Promise<unknown>;
  /** Resolves when its connection is closed; everything asked before is answered first. */
  close(): Promise<void>;
}

/** Queries slower than this are named in the log, without their arguments. */
const slowMs = 40;

interface Waiting {
  readonly queryName: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Starts a thread, which can be asked at once. */
export function startStoreThread(
  workerUrl: URL,
  workerData: StoreWorkerData,
  logger: Logger,
): StoreThread {
  const worker = new Worker(workerUrl, { workerData });
  const waiting = new Map<number, Waiting>();
  const opened = Promise.withResolvers<{ readonly damagedKeptAs: string | null }>();
  // Whoever asks a thread that could not open hears of it.
  opened.promise.catch(() => {});
  let nextId = 0;
  let dead: Error | null = null;

  const die = (error: Error) => {
    dead ??= error;
    opened.reject(dead);
    for (const { reject } of waiting.values()) reject(dead);
    waiting.clear();
  };
  const { promise: exited, resolve: onExit } = Promise.withResolvers<void>();
  worker.on('message', (message: StoreAnswer) => {
    if (message.kind === 'opened') opened.resolve(message);
    else if (message.kind === 'notOpened') die(errorOf(message));
    else if (message.kind === 'fillFailed')
      logger.warn('storage.fillFailed', { code: message.code, error: message.message });
    else settle(message, waiting, logger);
  });
  worker.on('error', (error) => {
    logger.error('storage.threadDied', { role: workerData.role, error: String(error) });
    die(error instanceof Error ? error : new Error(String(error)));
  });
  worker.on('exit', () => {
    die(new Error('the storage thread has ended'));
    onExit();
  });
  return {
    opened: opened.promise,
    ask: (area, name, args) =>
      new Promise((resolve, reject) => {
        if (dead) return reject(dead);
        const id = nextId++;
        waiting.set(id, { queryName: `${area}.${name}`, resolve, reject });
        post(worker, { kind: 'query', id, area, name, args });
      }),
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
  if (message.kind === 'error') return question.reject(errorOf(message));
  const ms = Math.round(message.ms);
  if (ms > slowMs) logger.warn('storage.slowQuery', { queryName: question.queryName, ms });
  question.resolve(message.value);
}

function errorOf(message: { code: AppError['code'] | null; message: string }): Error {
  return message.code === null ? new Error(message.message) : new AppError(message.code);
}
