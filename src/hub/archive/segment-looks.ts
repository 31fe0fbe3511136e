import { Worker } from 'node:worker_threads';
import type { Logger } from '../../shared/logger.ts';
import type {
  LookAnswer,
  LookedAt,
  LookOrder,
  LookResult,
  LookWorkerData,
} from './segment-look-protocol.ts';

/** One reading of one file. */
export interface SegmentLook {
  /** Rejects when the file could not be read, the look was dropped or its thread has ended: nothing is known of the file then. */
  readonly result: Promise<LookResult>;
  /** So many bytes of the file can be read. */
  arrived(byteLength: number): void;
  /** Nobody wants to know any more. */
  drop(): void;
}

/** Reads uploaded files in a thread of its own: hash and content, as fast as the bytes arrive. */
export interface SegmentLooks {
  /** Begins at the first byte, whatever was read before. `arrivedBytes`: what of the file can be read by now. */
  begin(file: LookedAt, arrivedBytes?: number): SegmentLook;
  /** Ends the thread; looks under way reject. */
  close(): Promise<void>;
}

export interface SegmentLooksDeps extends LookWorkerData {
  /** `segment-look-worker.ts` or its bundle. */
  readonly workerUrl: URL;
  readonly logger: Logger;
}

/** The thread begins with the first look, and anew when it has died: what it was reading is asked for again by its desk. */
export function createSegmentLooks(deps: SegmentLooksDeps): SegmentLooks {
  let thread: Thread | null = null;
  return {
    begin(file, arrivedBytes) {
      if (!thread || thread.hasEnded()) thread = startThread(deps);
      return thread.begin(file, arrivedBytes);
    },
    async close() {
      await thread?.close();
    },
  };
}

interface Thread extends SegmentLooks {
  hasEnded(): boolean;
}

function startThread({ workerUrl, logger, wrapPrivateKeyPem }: SegmentLooksDeps): Thread {
  const workerData: LookWorkerData = { wrapPrivateKeyPem };
  const worker = new Worker(workerUrl, { workerData });
  const waiting = new Map<number, PromiseWithResolvers<LookResult>>();
  const exited = Promise.withResolvers<void>();
  let isOver = false;
  let nextId = 0;
  const tell = (order: LookOrder): void => worker.postMessage(order);
  const end = (why: string): void => {
    isOver = true;
    for (const { reject } of waiting.values()) reject(new Error(why));
    waiting.clear();
  };
  worker.on('message', (answer: LookAnswer) => {
    const look = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.kind === 'read') look?.resolve(answer.result);
    else look?.reject(new Error(answer.error));
  });
  worker.on('error', (error) => {
    logger.error('archive.lookThreadDied', { error: String(error) });
    end('the look thread has died');
  });
  worker.on('exit', () => {
    end('the look thread has ended');
    exited.resolve();
  });
  return {
    hasEnded: () => isOver,
    begin(file, arrivedBytes = 0) {
      const id = nextId++;
      const look = Promise.withResolvers<LookResult>();
      // Whoever drops a look does not wait for it.
      look.promise.catch(() => undefined);
      waiting.set(id, look);
      tell({ kind: 'begin', id, file, arrivedBytes });
      return {
        result: look.promise,
        arrived: (byteLength) => tell({ kind: 'arrived', id, byteLength }),
        drop() {
          if (!waiting.delete(id)) return;
          tell({ kind: 'drop', id });
          look.reject(new Error('the look was dropped'));
        },
      };
    },
    async close() {
      tell({ kind: 'close' });
      await exited.promise;
    },
  };
}
