import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../shared/app-error.ts';
import { assert } from '../../shared/assert.ts';
import { createNodeSegmentFs } from '../../shared/node/segment-fs.ts';
import { type ArrivingFile, createArrivingFile } from './arriving-file.ts';
import { createHashingHandle } from './hashing-handle.ts';
import { inspectSegment } from './inspect-segment.ts';
import type {
  LookAnswer,
  LookedAt,
  LookOrder,
  LookResult,
  LookWorkerData,
} from './segment-look-protocol.ts';

/** Entry of the thread that reads what is uploaded: the hub's own goes on serving its desks meanwhile. */
assert(parentPort, 'segment-look-worker runs in a worker thread');
const port = parentPort;
const { wrapPrivateKeyPem }: LookWorkerData = workerData;
const fs = createNodeSegmentFs();

interface Look {
  arrivedBytes: number;
  file: ArrivingFile | null;
  isDropped: boolean;
}
const looks = new Map<number, Look>();

async function lookAt({ path, byteLength, metadata }: LookedAt, look: Look): Promise<LookResult> {
  const disk = await fs.openForReading(path);
  try {
    const file = createArrivingFile(disk, byteLength);
    look.file = file;
    file.arrived(look.arrivedBytes);
    if (look.isDropped) file.giveUp();
    const { handle, finish } = createHashingHandle(file.handle);
    const content = await inspectSegment(handle, metadata, wrapPrivateKeyPem).catch(rejection);
    return { sha256: await finish(), content };
  } finally {
    look.file?.giveUp();
    await disk.close();
  }
}

/** Throws again what says nothing about the file. */
function rejection(error: unknown): { readonly rejected: string } {
  if (error instanceof AppError) return { rejected: error.message };
  throw error;
}

async function begin(id: number, file: LookedAt, arrivedBytes: number): Promise<void> {
  const look: Look = { arrivedBytes, file: null, isDropped: false };
  looks.set(id, look);
  let answer: LookAnswer;
  try {
    answer = { kind: 'read', id, result: await lookAt(file, look) };
  } catch (error) {
    answer = { kind: 'failed', id, error: String(error) };
  }
  looks.delete(id);
  if (!look.isDropped) port.postMessage(answer);
}

function drop(look: Look | undefined): void {
  if (!look) return;
  look.isDropped = true;
  look.file?.giveUp();
}

port.on('message', (order: LookOrder) => {
  if (order.kind === 'begin') {
    void begin(order.id, order.file, order.arrivedBytes);
    return;
  }
  if (order.kind === 'close') {
    for (const look of looks.values()) drop(look);
    port.close();
    return;
  }
  const look = looks.get(order.id);
  if (order.kind === 'drop') drop(look);
  else if (look) {
    look.arrivedBytes = order.byteLength;
    look.file?.arrived(order.byteLength);
  }
});
