import type { RecordingTimeline } from '../../../shared/domain/recording.ts';
import {
  readRecordingAudio,
  readRecordingContent,
} from '../../../shared/node/recording-content.ts';
import type { RecordingsDeps } from './recordings-deps.ts';
import { withSegments } from './segment-files.ts';

/** A recording's sound in clear, as Ogg Opus; it exists in memory only. */
export interface LocalAudio {
  /** Of the whole Ogg stream. */
  readonly byteLength: number;
  /** Bytes `start` (included) to `end` (excluded), piece by piece. */
  read(range: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>;
}

/** `null` when a segment is not here any more. */
export async function readLocalAudio(
  deps: RecordingsDeps,
  recordingId: string,
): Promise<LocalAudio | null> {
  const segments = await localSegments(deps, recordingId);
  const content = segments && (await contentOf(deps, recordingId, segments));
  if (!content) return null;
  return {
    byteLength: content.audioByteLength,
    read: (range) => {
      // The stream may have grown since: what was promised is what is given.
      const end = Math.min(range.end, content.audioByteLength);
      return withSegments(deps, recordingId, segments, (opened) =>
        readRecordingAudio(opened, { start: range.start, end }),
      );
    },
  };
}

/** `null` when a segment is not here any more. */
export async function readLocalTimeline(
  deps: RecordingsDeps,
  recordingId: string,
): Promise<RecordingTimeline | null> {
  const segments = await localSegments(deps, recordingId);
  return segments && ((await contentOf(deps, recordingId, segments))?.timeline ?? null);
}

async function contentOf(deps: RecordingsDeps, recordingId: string, segments: readonly number[]) {
  const read = withSegments(deps, recordingId, segments, async function* (opened) {
    yield await readRecordingContent(opened);
  });
  for await (const content of read) return content;
  return null;
}

/** Segments that hold sound; those lost for good are left out, so that the rest can be heard. */
async function localSegments(
  deps: RecordingsDeps,
  recordingId: string,
): Promise<readonly number[] | null> {
  const rows = await deps.queries.segmentsOf(recordingId);
  if (rows.some(({ freedAt }) => freedAt !== null)) return null;
  const readable = rows.filter(({ state }) => state !== 'damaged');
  return readable.length === 0 ? null : readable.map(({ segment }) => segment);
}
