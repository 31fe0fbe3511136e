import { join } from 'node:path';
import { AppError } from '../app-error.ts';
import {
  encodeClose,
  encodeSegmentHeader,
  headerDigest,
  maxChunkLength,
  sealFrame,
  type SegmentClose,
  segmentFileName,
  segmentKeyContext,
} from './segment-format.ts';
import { isDiskFull, type SegmentFs, type SegmentHandle } from './segment-fs.ts';
import { newSegmentKey, wrapKeyForDesk, wrapKeyForHub } from './segment-key.ts';

/** What a new segment is made of. `deskKey` has 32 bytes. */
export interface NewSegment {
  readonly fs: SegmentFs;
  readonly folder: string;
  readonly recordingId: string;
  readonly callId: string;
  readonly segment: number;
  readonly firstSeq: number;
  readonly agentWorkNo: string;
  readonly startedAt: number;
  readonly deskKey: Uint8Array;
  readonly hub: { readonly keyId: string; readonly publicKeyPem: string } | null;
}

/** An open segment file. Calls must not overlap; after one has failed, the file takes nothing more. */
export interface SegmentWriter {
  readonly fileName: string;
  readonly segment: number;
  /** Bytes that are known to be on stable storage. */
  byteLength(): number;
  /** Encrypts and appends one chunk; it is on stable storage when this resolves. */
  append(seq: number, chunk: Uint8Array): Promise<void>;
  /** Appends the close frame, syncs and closes the file. */
  finish(close: SegmentClose): Promise<void>;
  /** Lets go of the file as it is. */
  abandon(): Promise<void>;
}

/**
 * Creates the file under its final name, with its header and its name on stable storage when it resolves.
 * All failures, here and in the writer, are `recording.diskFull` or `recording.writeFailed`.
 */
export async function createSegment(options: NewSegment): Promise<SegmentWriter> {
  const key = newSegmentKey();
  const header = encodeSegmentHeader(headerOf(options, key));
  const fileName = segmentFileName(options.recordingId, options.segment);
  const handle = await onDisk(() => options.fs.create(join(options.folder, fileName)));
  try {
    await onDisk(async () => {
      await handle.write(header, 0);
      await handle.sync();
      await options.fs.syncFolder(options.folder);
    });
  } catch (error) {
    await closeQuietly(handle);
    // Nothing is in it yet. If this fails, too, the sweep puts it aside.
    await options.fs.remove(join(options.folder, fileName)).catch(() => undefined);
    throw error;
  }
  return writerOf({ handle, key, header, fileName, segment: options.segment });
}

function headerOf(options: NewSegment, key: Uint8Array) {
  const { recordingId, callId, segment, firstSeq, agentWorkNo, startedAt, hub } = options;
  const context = segmentKeyContext(recordingId, segment);
  return {
    version: 1 as const,
    recordingId,
    callId,
    segment,
    firstSeq,
    agentWorkNo,
    startedAt,
    deskKey: wrapKeyForDesk(key, options.deskKey, context),
    hubKey: hub && { keyId: hub.keyId, wrapped: wrapKeyForHub(key, hub.publicKeyPem) },
  };
}

interface OpenSegment {
  readonly handle: SegmentHandle;
  readonly key: Uint8Array;
  readonly header: Uint8Array;
  readonly fileName: string;
  readonly segment: number;
}

function writerOf({ handle, key, header, fileName, segment }: OpenSegment): SegmentWriter {
  const digest = headerDigest(header);
  let byteLength = header.byteLength;
  let broken = false;

  const appendFrame = async (kind: 'chunk' | 'close', seq: number, plain: Uint8Array) => {
    if (broken) throw new AppError('recording.writeFailed', { detail: 'segment is given up' });
    const frame = sealFrame(key, digest, { kind, seq, plain });
    try {
      await onDisk(async () => {
        await handle.write(frame, byteLength);
        await handle.sync();
      });
    } catch (error) {
      // After a failed fsync the kernel may drop the pages and report success next time: never retry on this file.
      broken = true;
      throw error;
    }
    byteLength += frame.byteLength;
  };

  return {
    fileName,
    segment,
    byteLength: () => byteLength,
    append: async (seq, chunk) => {
      if (chunk.byteLength > maxChunkLength) {
        throw new AppError('recording.damaged', { detail: 'chunk too long' });
      }
      await appendFrame('chunk', seq, chunk);
    },
    finish: async (close) => {
      await appendFrame('close', close.nextSeq, encodeClose(close));
      await closeQuietly(handle);
    },
    abandon: () => closeQuietly(handle),
  };
}

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError(isDiskFull(cause) ? 'recording.diskFull' : 'recording.writeFailed', {
      cause,
    });
  }
}

/** Everything that matters is synced before; what a close can still report changes nothing. */
async function closeQuietly(handle: SegmentHandle): Promise<void> {
  await handle.close().catch(() => undefined);
}
