import type { AttachmentFiles } from '../../src/hub/areas/attachments/attachment-files.ts';
import { AppError } from '../../src/shared/app-error.ts';

/** Bytes of attachments in this process, as they were written. */
export function createAttachmentsInMemory(): AttachmentFiles & { count(): number } {
  const pieces = new Map<string, Map<number, Buffer>>();
  return {
    count: () => pieces.size,
    newKey: () => ({ wrappedKey: '', wrapKeyId: '' }),
    async write({ fileId }, at, bytes) {
      const file = pieces.get(fileId) ?? new Map<number, Buffer>();
      file.set(at, Buffer.from(bytes));
      pieces.set(fileId, file);
    },
    async read({ fileId }, at) {
      const piece = pieces.get(fileId)?.get(at);
      if (!piece) throw new AppError('attachment.damaged');
      return piece;
    },
    async remove({ fileId }) {
      pieces.delete(fileId);
    },
    freeBytes: async () => 1024 ** 4,
  };
}
