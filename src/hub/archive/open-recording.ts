import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { OpenedSegment } from '../../shared/node/recording-content.ts';
import { createNodeSegmentFs, errnoOf, type SegmentHandle } from '../../shared/node/segment-fs.ts';
import { unwrapKeyForHub } from '../../shared/node/segment-key.ts';
import type { SegmentFile } from '../../shared/node/segment-reader.ts';
import type { StoredSegment } from '../storage/recordings-repository.ts';
import { checkStored, type StoredFault } from './check-stored.ts';
import type { HubKeyRing } from './hub-keys.ts';

interface OpenDeps {
  readonly keys: HubKeyRing;
  readonly archiveFolder: string;
  readonly logger: Logger;
}

/** The segments of a recording as they may be read now. */
export interface OpenedRecording {
  readonly opened: readonly OpenedSegment[];
  /** Numbers of those that are not what was received, and are left out. */
  readonly leftOut: readonly number[];
}

/**
 * Opens the stored segments of a recording, lets `read` have them and closes them again. Each is hashed first, through the
 * same open file that is then read: what `read` gets is what was received. One that is missing, cannot be read, or is not what
 * was received is logged and left out. Throws `recording.damaged` when that is the first one, which holds the head of the sound
 * stream: without it no player can read the rest.
 */
export async function withRecording<Result>(
  deps: OpenDeps,
  segments: readonly StoredSegment[],
  read: (recording: OpenedRecording) => Promise<Result>,
): Promise<Result> {
  const handles: SegmentHandle[] = [];
  const opened: OpenedSegment[] = [];
  const leftOut: number[] = [];
  try {
    for (const stored of segments) {
      const file = await openChecked(deps, stored, handles);
      if (typeof file === 'string') {
        if (leftOut.length + opened.length === 0)
          throw new AppError('recording.damaged', { detail: file });
        leftOut.push(stored.segment);
        continue;
      }
      opened.push({ file, key: unwrapKeyForHub(stored.wrappedKey, deps.keys.wrapPrivateKeyPem) });
    }
    return await read({ opened, leftOut });
  } finally {
    for (const handle of handles) await handle.close();
  }
}

async function openChecked(
  { archiveFolder, logger }: OpenDeps,
  stored: StoredSegment,
  handles: SegmentHandle[],
): Promise<SegmentFile | StoredFault> {
  const { recordingId, segment, path } = stored;
  let checked: SegmentFile | StoredFault;
  try {
    const handle = await createNodeSegmentFs().openForReading(join(archiveFolder, path));
    handles.push(handle);
    checked = await checkStored(handle, stored);
  } catch (error) {
    checked = errnoOf(error) === 'ENOENT' ? 'missing' : 'unreadable';
  }
  if (typeof checked === 'string')
    logger.error('archive.notAsReceived', { recordingId, segment, fault: checked });
  return checked;
}
