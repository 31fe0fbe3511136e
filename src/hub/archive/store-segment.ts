import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Receipt } from '../../shared/contract/hub.ts';
import { foldRecording } from '../services/recordings/fold-recording.ts';
import type { HubRepositories, HubStore } from '../storage/hub-store.ts';
import type { StoredSegment } from '../storage/recordings-repository.ts';
import type { HubKeyRing } from './hub-keys.ts';
import type { KeyedMutex } from './keyed-mutex.ts';
import { archivePath, linkIntoArchive, syncAndHash } from './segment-folder.ts';
import { signReceipt } from './sign-receipt.ts';
import type { SegmentMetadata } from './upload-metadata.ts';

export interface StoreSegmentDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly keys: HubKeyRing;
  readonly archiveFolder: string;
  readonly mutex: KeyedMutex;
}

/** A file that has all its bytes. */
export interface UploadedFile {
  readonly path: string;
  readonly deskId: string;
  readonly createdAt: number;
  readonly byteLength: number;
  readonly metadata: SegmentMetadata;
}

/**
 * Takes an uploaded segment into the archive: sync, hash on re-read, second name in the archive, one transaction with
 * the signed receipt. When this resolves the segment survives a power cut. A segment that is already stored gets its
 * first receipt again. The caller removes the uploaded file.
 *
 * Throws `upload.hashMismatch` (bytes are not what the desk announced), `upload.rejected` (another content is already
 * stored under this segment), `hub.forbidden` (the recording belongs to another desk).
 */
export async function storeSegment(deps: StoreSegmentDeps, file: UploadedFile): Promise<Receipt> {
  const { recordingId, segment, sha256 } = file.metadata;
  return deps.mutex.run(`${recordingId}.${segment}`, async () => {
    const known = await deps.store.recordings.segment(recordingId, segment);
    if (known) return receiptAgain(known, file);
    const found = await syncAndHash(file.path);
    if (found.sha256 !== sha256 || found.byteLength !== file.byteLength) {
      throw new AppError('upload.hashMismatch');
    }
    const path = archivePath(recordingId, segment, file.createdAt);
    await linkIntoArchive(file.path, deps.archiveFolder, path);
    const storedAt = deps.clock.now();
    const { byteLength } = found;
    const receipt = signReceipt(deps.keys, { recordingId, segment, byteLength, sha256, storedAt });
    const { wrappedKey, wrapKeyId } = file.metadata;
    const row = {
      recordingId,
      segment,
      byteLength,
      sha256,
      path,
      wrappedKey,
      wrapKeyId,
      storedAt,
      receipt,
    };
    await deps.store.transaction((repositories) => insert(repositories, file, row));
    return receipt;
  });
}

function receiptAgain(known: StoredSegment, file: UploadedFile): Receipt {
  const isSame = known.sha256 === file.metadata.sha256 && known.byteLength === file.byteLength;
  if (!isSame)
    throw new AppError('upload.rejected', { detail: 'segment is stored with other content' });
  return known.receipt;
}

async function insert(
  { recordings }: HubRepositories,
  { deskId, metadata }: UploadedFile,
  segment: StoredSegment,
): Promise<void> {
  const { recordingId, callId } = metadata;
  const known = await recordings.get(recordingId);
  if (known && known.deskId !== deskId) throw new AppError('hub.forbidden');
  const base = known ?? { recordingId, callId, deskId, agentWorkNo: null, recording: null };
  await recordings.put(base);
  await recordings.insertSegment(segment);
  if (base.recording === null) return;
  const recording = foldRecording(base.recording, await recordings.segments(recordingId));
  await recordings.put({ ...base, recording });
}
