import { AppError, errorCodeOf } from '../../../shared/app-error.ts';
import { createSegment, type SegmentWriter } from '../../../shared/node/segment-writer.ts';
import type { ProgressRow } from '../../storage/recording-rows.ts';
import type { RecordingsDeps } from './recordings-deps.ts';
import { segmentPath } from './segment-files.ts';

/** What came of a chunk: in the file and synced, or one before it is missing. */
export type AppendResult =
  | { readonly kind: 'stored' }
  | { readonly kind: 'gap'; readonly expectedSeq: number };

/** A recording that takes chunks. Calls must not overlap. */
export interface OpenRecording {
  /** Throws `recording.diskFull` or `recording.writeFailed`; the same chunk may be tried again. */
  append(seq: number, chunk: Uint8Array): Promise<AppendResult>;
  nextSeq(): number;
  /** Ends the running segment. A failure is logged only: what was acknowledged is on disk, repair adds the rest. */
  close(): Promise<void>;
}

/**
 * Opens the recording for writing, beginning with a new segment `firstSegment` that is on disk, with its row, when this
 * resolves. A segment that fails is given up: the chunk in hand goes to a new one, all earlier ones are synced.
 */
export async function openForWriting(
  deps: RecordingsDeps,
  recording: ProgressRow,
  firstSegment: number,
): Promise<OpenRecording> {
  const { recordingId } = recording;
  let segment = firstSegment;
  let nextSeq = recording.nextSeq;
  let writer: SegmentWriter | null = null;

  const newWriter = async (): Promise<SegmentWriter> => {
    const keys = deps.hubKeys();
    // A failed begin may have left a file without a row; it is not touched again.
    while (await deps.fs.exists(segmentPath(deps, recordingId, segment))) segment += 1;
    const number = segment;
    // A number is never used twice, whether its file came to be or not.
    segment += 1;
    const created = await createSegment({
      ...recording,
      fs: deps.fs,
      folder: deps.folder,
      segment: number,
      firstSeq: nextSeq,
      deskKey: await deps.deskKey(),
      hub: keys && { keyId: keys.wrapKeyId, publicKeyPem: keys.wrapPublicKeyPem },
    });
    // The file first: one without a row is adopted at the next start, a row without a file would look like a loss.
    await deps.queries.beginSegment(recordingId, number);
    return created;
  };

  const giveUp = async (error: unknown) => {
    const code = errorCodeOf(error);
    deps.logger.error('recording.segmentGivenUp', { recordingId, segment: segment - 1, code });
    await writer?.abandon();
    writer = null;
  };

  const write = async (seq: number, chunk: Uint8Array) => {
    writer ??= await newWriter();
    await writer.append(seq, chunk);
  };

  writer = await newWriter();
  return {
    append: async (seq, chunk) => {
      if (seq < nextSeq) return { kind: 'stored' };
      if (seq > nextSeq) return { kind: 'gap', expectedSeq: nextSeq };
      try {
        await write(seq, chunk);
      } catch (error) {
        await giveUp(error);
        if (!isWriteError(error)) throw error;
        try {
          await write(seq, chunk);
        } catch (second) {
          await giveUp(second);
          throw second;
        }
      }
      nextSeq = seq + 1;
      return { kind: 'stored' };
    },
    nextSeq: () => nextSeq,
    close: async () => {
      try {
        await writer?.finish({ nextSeq, reason: 'finished' });
      } catch (error) {
        await giveUp(error);
      }
      writer = null;
    },
  };
}

function isWriteError(error: unknown): boolean {
  return (
    error instanceof AppError &&
    (error.code === 'recording.writeFailed' || error.code === 'recording.diskFull')
  );
}
