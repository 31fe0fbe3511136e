import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { OpenedSegment } from '../../shared/node/recording-content.ts';
import { createNodeSegmentFs, errnoOf, type SegmentHandle } from '../../shared/node/segment-fs.ts';
import { unwrapKeyForHub } from '../../shared/node/segment-key.ts';
import type { SegmentFile } from '../../shared/node/segment-reader.ts';
import type { StoredSegment } from '../areas/recordings/recordings-repository.ts';
import { checkStored, isKeyOf, type RecordingOfFile, type StoredFault } from './check-stored.ts';
import type { HubKeyRing } from './hub-keys.ts';

/** A recording as the database has it. */
export interface StoredWhole {
  readonly recording: RecordingOfFile;
  readonly segments: readonly StoredSegment[];
}

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
  close(): Promise<void>;
}

/**
 * Opens the stored segments of a recording; the caller closes them. Each is hashed first, through the same open file that is
 * then read: what is read is what was received. One that is missing, cannot be read, is not what was received, names another
 * call or agent than it is kept under, or does not open with its key is logged and left out. Throws `recording.damaged` when that is the first one, which holds the head of the sound stream: without it no player
 * can read the rest.
 */
export async function openRecording(
  deps: OpenDeps,
  { recording, segments }: StoredWhole,
): Promise<OpenedRecording> {
  const handles: SegmentHandle[] = [];
  const opened: OpenedSegment[] = [];
  const leftOut: number[] = [];
  const close = async (): Promise<void> => {
    for (const handle of handles) await handle.close();
  };
  try {
    for (const stored of segments) {
      const part = await openChecked(deps, { stored, recording }, handles);
      if (typeof part !== 'string') {
        opened.push(part);
        continue;
      }
      leftOut.push(stored.segment);
      if (opened.length === 0) throw new AppError('recording.damaged', { detail: part });
    }
    return { opened, leftOut, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openChecked(
  { archiveFolder, logger, keys }: OpenDeps,
  { stored, recording }: { readonly stored: StoredSegment; readonly recording: RecordingOfFile },
  handles: SegmentHandle[],
): Promise<OpenedSegment | StoredFault> {
  const { recordingId, segment, path, wrappedKey } = stored;
  let checked: SegmentFile | StoredFault;
  try {
    const handle = await createNodeSegmentFs().openForReading(join(archiveFolder, path));
    handles.push(handle);
    checked = await checkStored(handle, stored, recording);
  } catch (error) {
    checked = errnoOf(error) === 'ENOENT' ? 'missing' : 'unreadable';
  }
  if (typeof checked !== 'string') {
    const key = unwrapKeyForHub(wrappedKey, keys.wrapPrivateKeyPem);
    if (await isKeyOf(checked, key)) return { file: checked, key };
    checked = 'keyUnusable';
  }
  logger.error('archive.notAsReceived', { recordingId, segment, fault: checked });
  return checked;
}
