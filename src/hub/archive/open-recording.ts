import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { OpenedSegment } from '../../shared/node/recording-content.ts';
import { createNodeSegmentFs, errnoOf, type SegmentHandle } from '../../shared/node/segment-fs.ts';
import { unwrapKeyForHub } from '../../shared/node/segment-key.ts';
import type { StoredSegment } from '../storage/recordings-repository.ts';
import { checkStored, type StoredFault } from './check-stored.ts';
import type { HubKeyRing } from './hub-keys.ts';

interface OpenDeps {
  readonly keys: HubKeyRing;
  readonly archiveFolder: string;
  readonly logger: Logger;
}

/**
 * Opens the stored segments of a recording, lets `read` have them and closes them again. Each is hashed first, through the
 * same open file that is then read: what `read` gets is what was received. Throws `recording.damaged` when one of them is
 * missing, cannot be read, or is not what was received; which one is logged.
 */
export async function withRecording<Result>(
  deps: OpenDeps,
  segments: readonly StoredSegment[],
  read: (opened: readonly OpenedSegment[]) => Promise<Result>,
): Promise<Result> {
  const handles: SegmentHandle[] = [];
  try {
    const opened: OpenedSegment[] = [];
    for (const stored of segments) {
      const handle = await openHandle(deps, stored);
      handles.push(handle);
      const file = await checkStored(handle, stored);
      if (typeof file === 'string') throw notAsReceived(deps, stored, file);
      opened.push({ file, key: unwrapKeyForHub(stored.wrappedKey, deps.keys.wrapPrivateKeyPem) });
    }
    return await read(opened);
  } finally {
    for (const handle of handles) await handle.close();
  }
}

async function openHandle(deps: OpenDeps, stored: StoredSegment): Promise<SegmentHandle> {
  try {
    return await createNodeSegmentFs().openForReading(join(deps.archiveFolder, stored.path));
  } catch (error) {
    throw notAsReceived(deps, stored, errnoOf(error) === 'ENOENT' ? 'missing' : 'unreadable');
  }
}

function notAsReceived(deps: OpenDeps, stored: StoredSegment, fault: StoredFault): AppError {
  const { recordingId, segment } = stored;
  deps.logger.error('archive.notAsReceived', { recordingId, segment, fault });
  return new AppError('recording.damaged', { detail: fault });
}
