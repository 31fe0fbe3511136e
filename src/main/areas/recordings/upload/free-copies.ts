import { join } from 'node:path';
import { segmentFileName } from '../../../../shared/node/segment-format.ts';
import { errnoOf } from '../../../../shared/node/segment-fs.ts';
import type { UploaderDeps } from './uploader-deps.ts';

const sevenDaysMs = 7 * 24 * 3_600_000;

/** Removes local copies whose valid receipt is older than the keeping time. Nothing else ever removes a segment. */
export async function freeCopies(
  deps: Pick<UploaderDeps, 'queries' | 'fs' | 'folder' | 'clock' | 'logger' | 'keepMs'>,
): Promise<void> {
  const now = deps.clock.now();
  const freeable = await deps.queries.freeableSegments(now - (deps.keepMs ?? sevenDaysMs));
  for (const { recordingId, segment } of freeable) {
    try {
      await deps.fs.remove(join(deps.folder, segmentFileName(recordingId, segment)));
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') {
        deps.logger.warn('upload.notFreed', { recordingId, segment, error: String(error) });
        continue;
      }
    }
    await deps.queries.setFreed(recordingId, segment, now);
    deps.logger.info('upload.freed', { recordingId, segment });
  }
}
