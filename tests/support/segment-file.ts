import { randomBytes, randomUUID } from 'node:crypto';
import { segmentKeyContext, type SegmentHeader } from '../../src/shared/node/segment-format.ts';
import { createNodeSegmentFs, type SegmentHandle } from '../../src/shared/node/segment-fs.ts';
import { unwrapKeyForDesk } from '../../src/shared/node/segment-key.ts';
import type { NewSegment } from '../../src/shared/node/segment-writer.ts';

const fs = createNodeSegmentFs();
const deskKey = randomBytes(32);

/** What a new segment in this folder is made of; its key can be had by `keyOfSegment`. */
export function aSegmentIn(folder: string, changes: Partial<NewSegment> = {}): NewSegment {
  return {
    fs,
    folder,
    recordingId: randomUUID(),
    callId: randomUUID(),
    segment: 3,
    firstSeq: 0,
    agentWorkNo: '1001',
    startedAt: 1_700_000_000_000,
    deskKey,
    hub: null,
    ...changes,
  };
}

export function keyOfSegment({
  deskKey: wrapped,
  recordingId,
  segment,
}: SegmentHeader): Uint8Array {
  return unwrapKeyForDesk(wrapped, deskKey, segmentKeyContext(recordingId, segment));
}

/** Opens the file for reading and writing as long as `use` runs. */
export async function withSegmentFile<T>(
  path: string,
  use: (handle: SegmentHandle) => Promise<T>,
): Promise<T> {
  const handle = await fs.openForWriting(path);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}
