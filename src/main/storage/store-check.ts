import { Worker } from 'node:worker_threads';
import type { StoreAnswer, StoreWorkerData } from './store-protocol.ts';

/** What a check of the whole database came to; `null` = it was broken off, or could not be made. */
export type CheckResult = 'sound' | 'damaged' | null;

/** A check that goes on in a thread and over a connection of its own. */
export interface StoreCheck {
  readonly result: Promise<CheckResult>;
  /** Breaks it off, at the latest with the end of the table that is being read. */
  stop(): Promise<void>;
}

/** Starts reading the whole database; what else is done with it goes on. */
export function startStoreCheck(
  workerUrl: URL,
  given: Omit<StoreWorkerData, 'role' | 'stop'>,
): StoreCheck {
  // Never `terminate`: a thread that is ended while it loads SQLite takes the whole process with it.
  const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: StoreWorkerData = { ...given, role: 'checker', stop };
  const worker = new Worker(workerUrl, { workerData });
  let result: CheckResult = null;
  const done = new Promise<CheckResult>((resolve) => {
    worker.on('message', (message: StoreAnswer) => {
      if (message.kind === 'checked') result = message.isSound ? 'sound' : 'damaged';
    });
    worker.on('error', () => resolve(null));
    worker.on('exit', () => resolve(result));
  });
  return {
    result: done,
    async stop() {
      Atomics.store(stop, 0, 1);
      await done;
    },
  };
}
