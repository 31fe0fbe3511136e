import { join } from 'node:path';
import { AppError } from '../../../shared/app-error.ts';
import { type OpenedSegment } from '../../../shared/node/recording-content.ts';
import { segmentFileName, segmentKeyContext } from '../../../shared/node/segment-format.ts';
import { errnoOf, type SegmentHandle } from '../../../shared/node/segment-fs.ts';
import { unwrapKeyForDesk } from '../../../shared/node/segment-key.ts';
import { openSegmentFile, type SegmentFile } from '../../../shared/node/segment-reader.ts';
import type { RecordingsDeps } from './recordings-deps.ts';

type FileDeps = Pick<RecordingsDeps, 'fs' | 'folder' | 'deskKey'>;

/** The key of a segment, by the desk's key. Throws `recording.keyUnavailable`. */
export async function segmentKeyOf(deps: FileDeps, file: SegmentFile): Promise<Uint8Array> {
  const { recordingId, segment, deskKey } = file.header;
  return unwrapKeyForDesk(deskKey, await deps.deskKey(), segmentKeyContext(recordingId, segment));
}

/** Where a segment lies. */
export function segmentPath(deps: FileDeps, recordingId: string, segment: number): string {
  return join(deps.folder, segmentFileName(recordingId, segment));
}

/**
 * Opens segments for the time of `read`. Throws `recording.notFound` when a file is missing, `recording.damaged`,
 * `recording.keyUnavailable`.
 */
export async function* withSegments<T>(
  deps: FileDeps,
  recordingId: string,
  segments: readonly number[],
  read: (opened: readonly OpenedSegment[]) => AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  const handles: SegmentHandle[] = [];
  try {
    const opened: OpenedSegment[] = [];
    for (const segment of segments) {
      const handle = await openHandle(deps, segmentPath(deps, recordingId, segment));
      handles.push(handle);
      const file = await openSegmentFile(handle);
      opened.push({ file, key: await segmentKeyOf(deps, file) });
    }
    yield* read(opened);
  } finally {
    for (const handle of handles) await handle.close();
  }
}

async function openHandle(deps: FileDeps, path: string): Promise<SegmentHandle> {
  try {
    return await deps.fs.openForReading(path);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') throw new AppError('recording.notFound', { cause });
    throw cause;
  }
}
