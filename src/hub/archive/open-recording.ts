import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { OpenedSegment } from '../../shared/node/recording-content.ts';
import { createNodeSegmentFs } from '../../shared/node/segment-fs.ts';
import { unwrapKeyForHub } from '../../shared/node/segment-key.ts';
import { openSegmentFile } from '../../shared/node/segment-reader.ts';
import type { StoredSegment } from '../storage/recordings-repository.ts';
import type { HubKeyRing } from './hub-keys.ts';

/**
 * Opens the stored segments of a recording, lets `read` have them and closes them again. A segment whose header or key
 * cannot be read is logged and left out. Throws `recording.damaged` when that leaves none.
 */
export async function withRecording<Result>(
  deps: { readonly keys: HubKeyRing; readonly archiveFolder: string; readonly logger: Logger },
  segments: readonly StoredSegment[],
  read: (opened: readonly OpenedSegment[]) => Promise<Result>,
): Promise<Result> {
  const fs = createNodeSegmentFs();
  const opened: OpenedSegment[] = [];
  try {
    for (const { path, wrappedKey, recordingId, segment } of segments) {
      const handle = await fs.openForReading(join(deps.archiveFolder, path));
      try {
        const key = unwrapKeyForHub(wrappedKey, deps.keys.wrapPrivateKeyPem);
        opened.push({ file: await openSegmentFile(handle), key });
      } catch (error) {
        await handle.close();
        if (!(error instanceof AppError)) throw error;
        deps.logger.error('archive.segmentUnreadable', { recordingId, segment, code: error.code });
      }
    }
    if (opened.length === 0) throw new AppError('recording.damaged');
    return await read(opened);
  } finally {
    for (const { file } of opened) await file.handle.close();
  }
}
