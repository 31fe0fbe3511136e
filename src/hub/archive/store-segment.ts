import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Receipt } from '../../shared/contract/recordings/schemas.ts';
import type { Recording } from '../../shared/domain/recordings/recording.ts';
import { archiveIdOf } from '../areas/recordings/archive-id.ts';
import { uploadRight } from '../areas/recordings/upload-right.ts';
import { foldRecording } from '../areas/recordings/fold-recording.ts';
import type { HubRepositories, HubStore } from '../storage/hub-store.ts';
import type { StoredRecording, StoredSegment } from '../areas/recordings/recordings-repository.ts';
import { type HubKeyRing, signReceipt } from './hub-keys.ts';
import type { InspectedSegment } from './inspect-segment.ts';
import type { KeyedQueue } from '../../shared/node/keyed-queue.ts';
import { archivePath, linkIntoArchive } from './segment-folder.ts';
import type { LookResult } from './segment-look-protocol.ts';
import type { SegmentMetadata } from './upload-metadata.ts';

export interface StoreSegmentDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly keys: HubKeyRing;
  readonly archiveFolder: string;
  readonly inTurn: KeyedQueue;
}

/** A file that has all its bytes. */
export interface UploadedFile {
  readonly uploadId: string;
  readonly path: string;
  readonly deskId: string;
  readonly createdAt: number;
  readonly byteLength: number;
  readonly metadata: SegmentMetadata;
  /** What is in it, from its first byte to its last. */
  readonly read: () => Promise<LookResult>;
  /** Resolves when its bytes survive a power cut. */
  readonly sync: () => Promise<void>;
}

/**
 * Takes an uploaded segment into the archive: hash and content judged, bytes synced, second name in the archive, one transaction with
 * the signed receipt. When this resolves the segment survives a power cut. A segment that is already stored gets its
 * first receipt again. The upload is finished then; the caller removes its file.
 *
 * Throws `upload.hashMismatch` (bytes are not what the desk announced), `upload.rejected` (another content is already
 * stored under this segment, the file names another recording, nothing in it can be read, or the recording was closed
 * without it), `hub.forbidden` (the call or the recording is another desk's).
 */
export async function storeSegment(deps: StoreSegmentDeps, file: UploadedFile): Promise<Receipt> {
  const { recordingId, segment, sha256 } = file.metadata;
  return deps.inTurn(`${recordingId}.${segment}`, async () => {
    const { recordings, uploads } = deps.store;
    const archiveId = await archiveIdOf(recordings, recordingId, file.deskId);
    const known = await recordings.segment(archiveId, segment);
    if (known) {
      const receipt = receiptAgain(known, file);
      await uploads.markFinished(file.uploadId, deps.clock.now());
      return receipt;
    }
    // Nothing below begins before both are done.
    const [content] = await Promise.all([judged(file), file.sync()]);
    const path = archivePath(archiveId, segment, file.createdAt);
    await linkIntoArchive(file.path, deps.archiveFolder, path);
    const storedAt = deps.clock.now();
    const { byteLength } = file;
    // The desk is told of its recording by the name it knows.
    const receipt = signReceipt(deps.keys, { recordingId, segment, byteLength, sha256, storedAt });
    const { wrappedKey, wrapKeyId } = file.metadata;
    const row = {
      recordingId: archiveId,
      segment,
      byteLength,
      sha256,
      path,
      wrappedKey,
      wrapKeyId,
      storedAt,
      receipt,
      content,
    };
    await deps.store.transaction((repositories) => insert(repositories, file, row));
    return receipt;
  });
}

/** What is in the file, which is the announced one byte for byte. */
async function judged({ read, metadata }: UploadedFile): Promise<InspectedSegment> {
  const { sha256, content } = await read();
  if (sha256 !== metadata.sha256) throw new AppError('upload.hashMismatch');
  if ('rejected' in content) throw new AppError('upload.rejected', { detail: content.rejected });
  return content;
}

function receiptAgain(known: StoredSegment, file: UploadedFile): Receipt {
  const isSame = known.sha256 === file.metadata.sha256 && known.byteLength === file.byteLength;
  if (!isSame)
    throw new AppError('upload.rejected', { detail: 'segment is stored with other content' });
  return known.receipt;
}

async function insert(
  repositories: HubRepositories,
  file: UploadedFile,
  segment: StoredSegment & { readonly content: InspectedSegment },
): Promise<void> {
  const { recordings, claims } = repositories;
  const { deskId, metadata, byteLength } = file;
  const { recordingId, callId } = metadata;
  const archiveId = await uploadRight(repositories, { ...metadata, deskId, byteLength });
  if (archiveId !== segment.recordingId) throw new AppError('upload.rejected');
  const { storedAt } = segment;
  await claims.put({ entity: 'call', id: callId, deskId, isFirm: false, at: storedAt });
  await claims.put({ entity: 'recording', id: recordingId, deskId, isFirm: true, at: storedAt });
  const known = await recordings.ofDesk(recordingId, deskId);
  const base = known ?? {
    recordingId: archiveId,
    callId,
    deskId,
    agentWorkNo: null,
    recording: null,
    ...(archiveId === recordingId ? {} : { claimedId: recordingId }),
  };
  await recordings.put(base);
  await recordings.insertSegment(segment);
  const uploaded = { at: storedAt, action: 'uploaded', subjectId: archiveId } as const;
  await repositories.audit.append({ ...uploaded, userId: null, deskId, code: null });
  await repositories.uploads.markFinished(file.uploadId, storedAt);
  const row = base.recording ?? apartRow(base, segment);
  if (row === null) return;
  const recording = foldRecording(row, await recordings.segments(archiveId));
  await recordings.put({ ...base, agentWorkNo: recording.agentWorkNo, recording });
}

/** The desk's own words on a recording whose id another desk had taken may have been refused: the file says enough. */
function apartRow(
  { recordingId, callId, claimedId }: StoredRecording,
  { byteLength, content }: StoredSegment & { readonly content: InspectedSegment },
): Recording | null {
  if (!claimedId) return null;
  const { agentWorkNo, startedAt, durationMs } = content;
  const state = { state: 'writing', uploadedBytes: 0, syncedAt: null, error: null } as const;
  return { recordingId, callId, agentWorkNo, startedAt, durationMs, byteLength, ...state };
}
