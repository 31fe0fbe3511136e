import { AppError } from '../../../shared/app-error.ts';
import type { RecordingTimeline } from '../../../shared/domain/recordings/recording.ts';
import {
  readRecordingAudio,
  readRecordingContent,
  withMissingPart,
} from '../../../shared/node/recording-content.ts';
import type { RecordingsDeps } from './recordings-deps.ts';
import { type KnownSegment, withSegments } from './segment-files.ts';

/** A recording's sound in clear, as Ogg Opus; it exists in memory only. */
export interface LocalAudio {
  /** Of the whole Ogg stream. */
  readonly byteLength: number;
  /** Bytes `start` (included) to `end` (excluded), piece by piece. */
  read(range: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>;
}

/** `null` when a segment is not here any more. Throws `recording.damaged` when a closed file is not what was closed. */
export async function readLocalAudio(
  deps: RecordingsDeps,
  recordingId: string,
): Promise<LocalAudio | null> {
  const local = await localSegments(deps, recordingId);
  const content = local && (await contentOf(deps, local.segments));
  if (!content) return null;
  return {
    byteLength: content.audioByteLength,
    read: (range) => {
      // The stream may have grown since: what was promised is what is given.
      const end = Math.min(range.end, content.audioByteLength);
      return withSegments(deps, local.segments, (opened) =>
        readRecordingAudio(opened, { start: range.start, end }),
      );
    },
  };
}

/** As `readLocalAudio`. A part that was lost for good is a flaw of the time line. */
export async function readLocalTimeline(
  deps: RecordingsDeps,
  recordingId: string,
): Promise<RecordingTimeline | null> {
  const local = await localSegments(deps, recordingId);
  const content = local && (await contentOf(deps, local.segments));
  if (!content) return null;
  return local.isPartLost ? withMissingPart(content.timeline, null) : content.timeline;
}

async function contentOf(deps: RecordingsDeps, segments: readonly KnownSegment[]) {
  const read = withSegments(deps, segments, async function* (opened) {
    yield await readRecordingContent(opened);
  });
  for await (const content of read) return content;
  return null;
}

/** Segments that hold sound; those lost for good are left out, so that the rest can be heard. */
async function localSegments(
  deps: RecordingsDeps,
  recordingId: string,
): Promise<{ readonly segments: readonly KnownSegment[]; readonly isPartLost: boolean } | null> {
  const rows = await deps.queries.segmentsOf(recordingId);
  if (rows.some(({ freedAt }) => freedAt !== null)) return null;
  const readable = rows.filter(({ state }) => state !== 'damaged');
  if (rows.length === 0) return null;
  if (readable.length === 0) throw new AppError('recording.damaged');
  const segments = readable.map(({ segment, sha256, state }) => {
    return { recordingId, segment, sha256, isWriting: state === 'writing' };
  });
  return { segments, isPartLost: readable.length < rows.length };
}
