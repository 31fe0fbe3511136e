import { join } from 'node:path';
import { AppError } from '../../../shared/app-error.ts';
import { type OpenedSegment } from '../../../shared/node/recording-content.ts';
import { segmentFileName, segmentKeyContext } from '../../../shared/node/segment-format.ts';
import { errnoOf, type SegmentHandle } from '../../../shared/node/segment-fs.ts';
import { unwrapKeyForDesk } from '../../../shared/node/segment-key.ts';
import { openSegmentFile, type SegmentFile } from '../../../shared/node/segment-reader.ts';
import { hashSegment } from '../../../shared/node/segment-repair.ts';
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

/** A segment as its row has it. */
export interface KnownSegment {
  readonly recordingId: string;
  readonly segment: number;
  /** Of the closed file; `null` = not closed yet, or not to be compared. */
  readonly sha256: string | null;
  readonly isWriting: boolean;
}

/**
 * Opens segments for the time of `read`. A closed file is hashed first, through the same open file that is then read: what
 * `read` gets is what was closed. Throws `recording.notFound` when a file is missing, `recording.damaged` when it is another
 * than the row says, `recording.keyUnavailable`.
 */
export async function* withSegments<T>(
  deps: FileDeps,
  segments: readonly KnownSegment[],
  read: (opened: readonly OpenedSegment[]) => AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  const handles: SegmentHandle[] = [];
  try {
    const opened: OpenedSegment[] = [];
    for (const known of segments) {
      const { recordingId, segment, sha256, isWriting } = known;
      const handle = await openHandle(deps, segmentPath(deps, recordingId, segment));
      handles.push(handle);
      if (sha256 !== null && (await hashSegment(handle)).sha256 !== sha256)
        throw new AppError('recording.damaged', { detail: 'not what was closed' });
      const file = await openOwnFile(handle, known);
      opened.push({ file, key: await segmentKeyOf(deps, file), isWriting });
    }
    yield* read(opened);
  } finally {
    for (const handle of handles) await handle.close();
  }
}

/** Reads the header. Throws `recording.damaged` when it names another recording or segment than the file's name. */
export async function openOwnFile(
  handle: SegmentHandle,
  { recordingId, segment }: { readonly recordingId: string; readonly segment: number },
): Promise<SegmentFile> {
  const file = await openSegmentFile(handle);
  const { header } = file;
  if (header.recordingId !== recordingId || header.segment !== segment)
    throw new AppError('recording.damaged', { detail: 'the file of another recording' });
  return file;
}

async function openHandle(deps: FileDeps, path: string): Promise<SegmentHandle> {
  try {
    return await deps.fs.openForReading(path);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') throw new AppError('recording.notFound', { cause });
    throw cause;
  }
}
