import { randomUUID } from 'node:crypto';
import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError, errorCodeOf } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import { createNodeSegmentFs, errnoOf } from '../../shared/node/segment-fs.ts';
import { unwrapKeyForHub } from '../../shared/node/segment-key.ts';
import type { QuietAudit } from '../areas/audit/quiet-audit.ts';
import { type SignedIn, auditFacts } from '../areas/session/authenticate.ts';
import { uploadRight } from '../areas/recordings/upload-right.ts';
import type { UploadRow } from '../areas/recordings/uploads-repository.ts';
import { type Received, receiveBytes } from './receive-bytes.ts';
import { syncFile } from './segment-folder.ts';
import type { SegmentLook, SegmentLooks } from './segment-looks.ts';
import { type StoreSegmentDeps, storeSegment } from './store-segment.ts';
import { type SegmentMetadata, parseUploadMetadata } from './upload-metadata.ts';

/** What tus remembers of an upload; the offset is always the length of the file. */
export const uploadBodySchema = z.strictObject({
  id: z.uuid(),
  size: z.int().min(1),
  metadata: z.record(z.string(), z.string().nullable()),
  creation_date: z.string(),
});

export interface UploadQuota {
  readonly unfinishedUploads: number;
  readonly unfinishedBytes: number;
}

export interface UploadGateDeps extends StoreSegmentDeps {
  readonly incomingFolder: string;
  readonly looks: SegmentLooks;
  readonly logger: Logger;
  readonly quietly: QuietAudit;
  /** Free bytes on the archive's file system. */
  readonly freeBytes: () => Promise<number>;
  /**
   * What one desk, and one person at however many desks, may have begun and not finished. Beyond it the oldest uploads are
   * let go; the desk has the files.
   */
  readonly quota: Readonly<Record<'desk' | 'user', UploadQuota>>;
}

/** Bytes that a desk brings for an upload. */
export interface UploadPart {
  /** Where they go, says the desk. */
  readonly offset: number;
  /** How many they are, `null` = not told. */
  readonly length: number | null;
  readonly source: Readable;
  /** Aborted when another request wants the upload. */
  readonly signal: AbortSignal;
}

/** What became of a part. `complete`: the last byte is there; `finish` takes the segment into the archive. */
export type ReceivedPart =
  | { readonly kind: 'gone' | 'conflict' | 'tooLong' | 'cut' }
  | { readonly kind: 'taken'; readonly byteLength: number }
  | { readonly kind: 'complete'; readonly byteLength: number; finish(): Promise<boolean> };

/** Decides what may be uploaded by whom, and turns finished uploads into stored segments. */
export interface UploadGate {
  newUploadId(): string;
  /**
   * Throws `input.invalid`, `hub.forbidden`, `upload.rejected` (key unusable, or other content already stored) or
   * `upload.hubDiskFull` (less than twice the length is free).
   */
  checkNew(
    signedIn: SignedIn,
    upload: { byteLength: number | null; metadata: unknown },
  ): Promise<void>;
  /** Throws `upload.hubDiskFull` when there is not twice the room for so many more bytes. */
  checkSpace(byteLength: number): Promise<void>;
  /** The upload, if this desk may continue it. Throws `hub.forbidden`; `null` when there is none. */
  find(signedIn: SignedIn, uploadId: string): Promise<UploadRow | null>;
  /**
   * Writes a part behind what is there, one at a time for each upload. What is read from the first byte on in one part is looked
   * at while it arrives; anything else when it is complete, so that nobody makes the hub read more than he sends.
   */
  receive(uploadId: string, part: UploadPart): Promise<ReceivedPart>;
  /**
   * Stores the segment if all its bytes are there, and says whether the upload is finished. Throws as `storeSegment`;
   * after `upload.hashMismatch` and `upload.rejected` the upload is gone, so that the desk starts anew.
   */
  finishIfComplete(uploadId: string): Promise<boolean>;
  /**
   * For the start, before anybody uploads: finishes what is complete, removes files that belong to no unfinished upload
   * and uploads begun more than `olderThanMs` ago. Safe: without a receipt the desk still has its file.
   */
  tidy(olderThanMs: number): Promise<void>;
  /** Lets go of uploads begun more than `olderThanMs` ago and never finished. The desk still has the file and begins anew. */
  letGoUnfinished(olderThanMs: number): Promise<void>;
}

export function createUploadGate(deps: UploadGateDeps): UploadGate {
  const { store, clock, incomingFolder } = deps;
  const checkSpace = async (byteLength: number): Promise<void> => {
    const freeBytes = await deps.freeBytes();
    if (freeBytes >= 2 * byteLength) return;
    deps.logger.error('archive.full', { code: 'upload.hubDiskFull', freeBytes, byteLength });
    throw new AppError('upload.hubDiskFull');
  };
  return {
    newUploadId: randomUUID,
    checkSpace,
    async checkNew(signedIn, { byteLength, metadata: sent }) {
      const metadata = parseUploadMetadata(sent);
      // An upload whose length comes later, or that is empty, is no finished segment.
      if (byteLength === null || byteLength < 1) throw new AppError('input.invalid');
      try {
        await checkOwner(deps, signedIn, { metadata, byteLength });
      } catch (error) {
        await auditRefusal(deps, signedIn, { subjectId: metadata.recordingId, error });
        throw error;
      }
      checkKey(deps, metadata);
      await checkSpace(byteLength);
      await makeRoom(deps, signedIn, byteLength);
    },
    async letGoUnfinished(olderThanMs) {
      for (const { uploadId, finishedAt } of await store.uploads.createdBefore(
        clock.now() - olderThanMs,
      )) {
        if (finishedAt === null) await letGo(deps, uploadId);
      }
    },
    async find({ deskId }, uploadId) {
      const upload = await store.uploads.get(uploadId);
      if (upload && upload.deskId !== deskId) throw new AppError('hub.forbidden');
      return upload;
    },
    receive: (uploadId, part) => receivePart(deps, uploadId, part),
    finishIfComplete: (uploadId) => finishIfComplete(deps, uploadId),
    async tidy(olderThanMs) {
      for (const { uploadId } of await store.uploads.createdBefore(clock.now() - olderThanMs)) {
        await store.uploads.remove(uploadId);
      }
      for (const name of await readdir(incomingFolder)) await tidyFile(deps, name);
    },
  };
}

/** Makes room for one more upload among those that this desk, and this person, has begun and not finished. */
async function makeRoom(
  deps: UploadGateDeps,
  { deskId, user: { userId } }: SignedIn,
  byteLength: number,
): Promise<void> {
  const begun = await deps.store.uploads.unfinishedOf({ deskId, userId });
  const { desk, user } = deps.quota;
  const tooMany = new Set([
    ...beyond(
      desk,
      begun.filter((row) => row.deskId === deskId),
      byteLength,
    ),
    ...beyond(
      user,
      begun.filter((row) => row.userId === userId),
      byteLength,
    ),
  ]);
  for (const uploadId of tooMany) {
    await letGo(deps, uploadId);
    deps.logger.warn('upload.letGo', { uploadId });
  }
}

/** The oldest ones, that have to go for one more of this length. */
function beyond(
  { unfinishedUploads, unfinishedBytes }: UploadQuota,
  begun: readonly UploadRow[],
  byteLength: number,
): string[] {
  const sizes = begun.map(({ body }) => uploadBodySchema.parse(JSON.parse(body)).size);
  let left = begun.length;
  let bytes = sizes.reduce((sum, size) => sum + size, byteLength);
  return begun
    .filter((_, index) => {
      if (left < unfinishedUploads && bytes <= unfinishedBytes) return false;
      left -= 1;
      bytes -= sizes[index] ?? 0;
      return true;
    })
    .map(({ uploadId }) => uploadId);
}

async function letGo({ store, incomingFolder }: UploadGateDeps, uploadId: string): Promise<void> {
  await store.uploads.remove(uploadId);
  await removeFile(join(incomingFolder, uploadId));
}

async function receivePart(
  deps: UploadGateDeps,
  uploadId: string,
  { offset, length, source, signal }: UploadPart,
): Promise<ReceivedPart> {
  const path = join(deps.incomingFolder, uploadId);
  const upload = await deps.store.uploads.get(uploadId);
  const has = await lengthOf(path);
  if (!upload || has === null) return { kind: 'gone' };
  if (has !== offset) return { kind: 'conflict' };
  const { size, metadata } = uploadBodySchema.parse(JSON.parse(upload.body));
  const maxLength = size - offset;
  if (length !== null && length > maxLength) return { kind: 'tooLong' };
  const isWhole = offset === 0 && length === size;
  const look = isWhole
    ? deps.looks.begin({ path, byteLength: size, metadata: parseUploadMetadata(metadata) })
    : null;
  let received: Received | null = null;
  try {
    received = await receiveBytes(
      createNodeSegmentFs(),
      source,
      { path, offset, maxLength },
      { signal, onWritten: (byteLength) => look?.arrived(byteLength) },
    );
  } finally {
    if (received?.byteLength !== size) look?.drop();
  }
  const { byteLength, end, error } = received;
  const synced = kept(deps, uploadId, received.synced);
  // Whoever finishes the upload waits for it; a segment that is stored already needs no file.
  synced.catch(() => undefined);
  if (byteLength === size && end !== 'tooLong')
    return {
      kind: 'complete',
      byteLength,
      finish: () => finishIfComplete(deps, uploadId, { look, synced }),
    };
  await synced;
  if (end === 'failed') throw error;
  return end === 'whole' ? { kind: 'taken', byteLength } : { kind: end };
}

/** What the disk has failed to keep is let go: asked again, it may say that all is well. The desk has the file. */
async function kept(deps: UploadGateDeps, uploadId: string, synced: Promise<void>): Promise<void> {
  try {
    await synced;
  } catch (error) {
    // Whoever finishes the upload may find it gone and not come to this error.
    deps.logger.error('archive.notKept', { uploadId, code: errnoOf(error) });
    await letGo(deps, uploadId);
    throw error;
  }
}

/** What is already under way for a file when its last byte has come. */
interface UnderWay {
  readonly look: SegmentLook | null;
  readonly synced: Promise<void>;
}

async function finishIfComplete(
  deps: UploadGateDeps,
  uploadId: string,
  underWay: UnderWay | null = null,
): Promise<boolean> {
  const { store, incomingFolder } = deps;
  const path = join(incomingFolder, uploadId);
  const upload = await store.uploads.get(uploadId);
  if (!upload) return false;
  if (upload.finishedAt !== null) return true;
  const { size } = uploadBodySchema.parse(JSON.parse(upload.body));
  if ((await lengthOf(path)) !== size) return false;
  await storeFile(deps, path, { upload, underWay });
  await removeFile(path);
  return true;
}

async function tidyFile(deps: UploadGateDeps, name: string): Promise<void> {
  const upload = await deps.store.uploads.get(name);
  if (!upload || upload.finishedAt !== null) {
    await removeFile(join(deps.incomingFolder, name));
    return;
  }
  try {
    await finishIfComplete(deps, name);
  } catch (error) {
    // It stays as it is: the desk will ask for it and be told.
    deps.logger.warn('upload.notFinishedAtStart', { uploadId: name, reason: String(error) });
  }
}

async function storeFile(
  deps: UploadGateDeps,
  path: string,
  { upload, underWay }: { readonly upload: UploadRow; readonly underWay: UnderWay | null },
): Promise<void> {
  const { size, metadata: told } = uploadBodySchema.parse(JSON.parse(upload.body));
  const { deskId, createdAt, uploadId } = upload;
  const metadata = parseUploadMetadata(told);
  const look = underWay?.look ?? null;
  try {
    await storeSegment(deps, {
      uploadId,
      deskId,
      createdAt,
      byteLength: size,
      metadata,
      path,
      read: () => (look ?? deps.looks.begin({ path, byteLength: size, metadata }, size)).result,
      sync: () => underWay?.synced ?? kept(deps, uploadId, syncFile(path)),
    });
  } catch (error) {
    const isFinal =
      error instanceof AppError &&
      (error.code === 'upload.hashMismatch' || error.code === 'upload.rejected');
    if (isFinal) {
      await removeFile(path);
      await deps.store.uploads.remove(uploadId);
    }
    throw error;
  } finally {
    look?.drop();
  }
}

async function checkOwner(
  { store }: UploadGateDeps,
  { deskId }: SignedIn,
  { metadata, byteLength }: { metadata: SegmentMetadata; byteLength: number },
): Promise<void> {
  const archiveId = await uploadRight(store, { ...metadata, deskId, byteLength });
  const stored = await store.recordings.segment(archiveId, metadata.segment);
  const isOther =
    stored !== null && (stored.sha256 !== metadata.sha256 || stored.byteLength !== byteLength);
  if (isOther) throw new AppError('upload.rejected');
}

async function auditRefusal(
  { store, clock, quietly }: UploadGateDeps,
  signedIn: SignedIn,
  { subjectId, error }: { readonly subjectId: string; readonly error: unknown },
): Promise<void> {
  const row = { action: 'refused', code: errorCodeOf(error), subjectId } as const;
  await quietly(row, () =>
    store.audit.appendOrCount({ at: clock.now(), ...row, ...auditFacts(signedIn) }),
  );
}

/** A receipt lets the desk free its copy: it must not be given for bytes that the hub could never decrypt. */
function checkKey({ keys }: UploadGateDeps, { wrappedKey, wrapKeyId }: SegmentMetadata): void {
  if (wrapKeyId !== keys.shared.wrapKeyId)
    throw new AppError('upload.rejected', { detail: 'unknown wrap key' });
  try {
    unwrapKeyForHub(wrappedKey, keys.wrapPrivateKeyPem);
  } catch (cause) {
    throw new AppError('upload.rejected', { cause, detail: 'wrapped key unusable' });
  }
}

async function lengthOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}
