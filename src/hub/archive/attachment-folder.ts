import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { attachmentPiece, pieceLength } from '../../shared/domain/tickets/attachments.ts';
import { newSegmentKey, unwrapKeyForHub, wrapKeyForHub } from '../../shared/node/segment-key.ts';
import type { AttachmentFiles, FileRow } from '../areas/attachments/attachment-files.ts';
import type { HubKeyRing } from './hub-keys.ts';

const nonceLength = 12;
const tagLength = 16;
const frameLength = nonceLength + attachmentPiece + tagLength;

/** Binds a piece to its place in its file: none can be moved, left out or put into another. */
const contextOf = ({ attachmentId, byteLength }: FileRow, at: number) =>
  Buffer.from(`attachment ${attachmentId} ${byteLength} ${at}`);

const frameAt = (at: number) => (at / attachmentPiece) * frameLength;

/**
 * Attachments in a folder, each under a name that says nothing: pieces in AES-256-GCM, each with its own nonce, under a key of the file
 * alone, which is wrapped with the hub's as those of recordings are. Throws `recording.keyUnavailable` when the hub's key is another one.
 */
export function createAttachmentFolder({
  folder,
  keys,
  freeBytes,
}: {
  readonly folder: string;
  readonly keys: HubKeyRing;
  readonly freeBytes: () => Promise<number>;
}): AttachmentFiles {
  const pathOf = ({ fileId }: FileRow) => join(folder, fileId);
  const keyOf = ({ wrappedKey }: FileRow) => unwrapKeyForHub(wrappedKey, keys.wrapPrivateKeyPem);
  return {
    newKey() {
      const { wrapPublicKeyPem, wrapKeyId } = keys.shared;
      return { wrappedKey: wrapKeyForHub(newSegmentKey(), wrapPublicKeyPem), wrapKeyId };
    },
    async write(row, at, bytes) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', keyOf(row), nonce);
      cipher.setAAD(contextOf(row, at));
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      const frame = Buffer.concat([nonce, body, cipher.getAuthTag()]);
      const handle = await open(pathOf(row), at === 0 ? 'w' : 'r+', 0o600);
      try {
        await handle.write(frame, 0, frame.byteLength, frameAt(at));
        await handle.datasync();
      } finally {
        await handle.close();
      }
    },
    async read(row, at) {
      const length = pieceLength(row.byteLength, at);
      if (length === null) throw new AppError('input.invalid');
      const key = keyOf(row);
      try {
        const frame = await readFrame(pathOf(row), at, length);
        const cipher = createDecipheriv('aes-256-gcm', key, frame.subarray(0, nonceLength));
        cipher.setAAD(contextOf(row, at));
        cipher.setAuthTag(frame.subarray(-tagLength));
        const body = frame.subarray(nonceLength, nonceLength + length);
        return Buffer.concat([cipher.update(body), cipher.final()]);
      } catch (cause) {
        throw new AppError('attachment.damaged', { cause });
      }
    },
    async remove(row) {
      await unlink(pathOf(row)).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      });
    },
    freeBytes,
  };
}

async function readFrame(path: string, at: number, length: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const frame = Buffer.alloc(nonceLength + length + tagLength);
    await handle.read(frame, 0, frame.byteLength, frameAt(at));
    return frame;
  } finally {
    await handle.close();
  }
}
