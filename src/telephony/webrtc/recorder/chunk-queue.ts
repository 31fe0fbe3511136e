import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { PutResult } from './chunk-sink.ts';

/** Chunks on their way to the host's disk, in order, one at a time, until each is stored. */
export interface ChunkQueue {
  push(chunk: Uint8Array): void;
  /** Resolves when everything pushed is stored; rejects never: `givenUp` tells whether it was in vain. */
  drained(): Promise<void>;
  /** Chunks pushed so far. */
  count(): number;
  givenUp(): ErrorCode | null;
}

export interface ChunkQueueOptions {
  readonly put: (seq: number, chunk: Uint8Array) => Promise<PutResult>;
  readonly wait: (ms: number) => Promise<void>;
  readonly onStored: (bytesOnDisk: number) => void;
  /** An attempt has failed and will be repeated; `attempt` counts from 1 and starts again after a success. */
  readonly onTrouble: (code: ErrorCode, attempt: number) => void;
  readonly onGivenUp: () => void;
}

/** About four hours of sound: longer than any host is away during a call. */
const maxWaitingBytes = 64 * 1024 * 1024;
const longestWaitMs = 2000;

export function createChunkQueue(options: ChunkQueueOptions): ChunkQueue {
  const waiting: { readonly seq: number; readonly chunk: Uint8Array }[] = [];
  let waitingBytes = 0;
  let storedBytes = 0;
  let count = 0;
  let givenUp: ErrorCode | null = null;
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;

  const shift = () => {
    const head = waiting.shift();
    if (head) waitingBytes -= head.chunk.byteLength;
  };
  const giveUp = (code: ErrorCode) => {
    givenUp = code;
    waiting.length = 0;
    options.onGivenUp();
  };

  /** True when the host's wish can be met: it has more than we thought, or what it misses is still here. */
  const moveTo = (expectedSeq: number): boolean => {
    const head = waiting[0];
    if (!head || expectedSeq <= head.seq) return false;
    while (waiting[0] && waiting[0].seq < expectedSeq) shift();
    return true;
  };

  const run = async () => {
    let attempt = 0;
    for (let head = waiting[0]; head; head = waiting[0]) {
      const result = await options.put(head.seq, head.chunk);
      if (result.kind === 'stored') {
        attempt = 0;
        storedBytes += head.chunk.byteLength;
        shift();
        options.onStored(storedBytes);
        continue;
      }
      if (result.kind === 'gap' && moveTo(result.expectedSeq)) continue;
      if (result.kind === 'gap' || !result.retry) return giveUp('recording.stopped');
      attempt += 1;
      options.onTrouble(result.code, attempt);
      await options.wait(Math.min(longestWaitMs, 50 * 2 ** attempt));
    }
  };

  return {
    push: (chunk) => {
      if (givenUp) return;
      waiting.push({ seq: count, chunk });
      count += 1;
      waitingBytes += chunk.byteLength;
      if (waitingBytes > maxWaitingBytes) return giveUp('recording.stopped');
      if (isRunning) return;
      isRunning = true;
      running = run().finally(() => {
        isRunning = false;
      });
    },
    drained: () => running,
    count: () => count,
    givenUp: () => givenUp,
  };
}
