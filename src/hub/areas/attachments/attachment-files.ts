import type { StoredAttachment } from './attachments-repository.ts';

/** What is needed to find and open a file. */
export type FileRow = Pick<
  StoredAttachment,
  'attachmentId' | 'byteLength' | 'fileId' | 'wrappedKey'
>;

/** The encrypted bytes of attachments, piece by piece. Clear bytes are in memory only. */
export interface AttachmentFiles {
  /** A fresh key of one file, wrapped with the hub's. */
  newKey(): Pick<StoredAttachment, 'wrappedKey' | 'wrapKeyId'>;
  /** On stable storage when it resolves. Writing a piece again replaces it. */
  write(row: FileRow, at: number, bytes: Uint8Array): Promise<void>;
  /** Throws `attachment.damaged` when the piece is not there or not what was written, `input.invalid` where none begins. */
  read(row: FileRow, at: number): Promise<Buffer>;
  /** Also when it is gone already. */
  remove(row: FileRow): Promise<void>;
  /** Free bytes where the files lie. */
  freeBytes(): Promise<number>;
}
