import { Worker } from 'node:worker_threads';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { StoreAnswer, StoreQuestion, StoreWorkerData } from './store-protocol.ts';

/** One storage thread, asked by name. */
export interface StoreThread {
  readonly damagedKeptAs: string | null;
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

/** Starts a thread. Rejects with the reason for which it could not open the database. */
export async function startStoreThread(
  workerUrl: URL,
  workerData: StoreWorkerData,
  logger: Logger,
): Promise<StoreThread> {
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
    logger.error('storage.threadDied', { role: workerData.role, error: String(error) });
    die(error instanceof Error ? error : new Error(String(error)));
  });
  worker.on('exit', () => {
    die(dead ?? new Error('the storage thread has ended'));
    onExit();
  });
  return {
    damagedKeptAs,
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
