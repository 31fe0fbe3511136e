import { AppError } from '../../shared/app-error.ts';
import type { SegmentHandle } from '../../shared/node/segment-fs.ts';
import { unwrapKeyForHub } from '../../shared/node/segment-key.ts';
import { openSegmentFile } from '../../shared/node/segment-reader.ts';
import { readSegmentContent } from '../../shared/node/recording-content.ts';
import type { SegmentContent } from '../areas/recordings/recordings-repository.ts';
import type { SegmentMetadata } from './upload-metadata.ts';

/** What a file says of itself, and what can be played of it. */
export interface InspectedSegment extends SegmentContent {
  readonly agentWorkNo: string;
  readonly startedAt: number;
  readonly durationMs: number;
}

/**
 * Reads an uploaded file as a player would. A receipt lets the desk free its copy: it is given only for a file that is what
 * it was announced as, and of which something can be heard. One that is damaged inside is taken, and its flaws are kept:
 * evidence leaves its PC. Throws `upload.rejected`.
 */
export async function inspectSegment(
  handle: SegmentHandle,
  metadata: SegmentMetadata,
  wrapPrivateKeyPem: string,
): Promise<InspectedSegment> {
  try {
    const file = await openSegmentFile(handle);
    const { recordingId, callId, segment, agentWorkNo, startedAt } = file.header;
    const isAnnounced =
      recordingId === metadata.recordingId &&
      callId === metadata.callId &&
      segment === metadata.segment;
    if (!isAnnounced) throw rejected('the file names another recording');
    const key = unwrapKeyForHub(metadata.wrappedKey, wrapPrivateKeyPem);
    const content = await readSegmentContent({ file, key });
    if (!content.isReadable) throw rejected('nothing in the file can be read');
    const { firstSeq, nextSeq, flaws, durationMs } = content;
    return { firstSeq, nextSeq, flaws, agentWorkNo, startedAt, durationMs };
  } catch (error) {
    if (error instanceof AppError) throw rejected(error.message, error);
    throw error;
  }
}

function rejected(detail: string, cause?: unknown): AppError {
  return new AppError('upload.rejected', { detail, cause });
}
