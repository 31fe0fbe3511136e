import {
  type AttachmentType,
  attachmentTypes,
} from '../../../shared/domain/tickets/ticket-work.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';

/** A file that has come, or is coming. */
export interface StoredAttachment {
  readonly attachmentId: string;
  readonly ticketId: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly byteLength: number;
  readonly sha256: string;
  /** Bytes that are on the disk, encrypted. */
  readonly received: number;
  /** Under which name it lies in the folder: nothing that anybody else knows it by. */
  readonly fileId: string;
  readonly wrappedKey: string;
  readonly wrapKeyId: string;
  /** `null` = not whole, or not judged yet. */
  readonly mediaType: AttachmentType | null;
  /** When an act named it; `null` = none has. */
  readonly attachedAt: number | null;
  /** When it was refused by its content, and let go; `null` = it was not. */
  readonly refusedAt: number | null;
}

export interface AttachmentsRepository {
  get(attachmentId: string): Promise<StoredAttachment | null>;
  insert(row: StoredAttachment): Promise<void>;
  /** So many bytes are here; with the type once it is judged. */
  arrived(attachmentId: string, received: number, mediaType: AttachmentType | null): Promise<void>;
  attached(attachmentIds: readonly string[], at: number): Promise<void>;
  /** Files that another system has brought are this ticket's from now on. */
  bind(attachmentIds: readonly string[], ticketId: string, at: number): Promise<void>;
  /** The file is gone; that it was brought still counts. */
  refused(attachmentId: string, at: number): Promise<void>;
  remove(attachmentId: string): Promise<void>;
  /** Files and bytes that this person has announced since. */
  broughtSince(
    userId: string,
    since: number,
  ): Promise<{ readonly count: number; readonly bytes: number }>;
  /** Announced before, and named by no act. */
  unusedBefore(before: number): Promise<readonly StoredAttachment[]>;
}

interface Row {
  attachment_id: string;
  ticket_id: string;
  user_id: string;
  created_at: number;
  byte_length: number;
  sha256: string;
  received: number;
  file_id: string;
  wrapped_key: string;
  wrap_key_id: string;
  media_type: string | null;
  attached_at: number | null;
  refused_at: number | null;
}

type AttachmentTables = { attachments: Row };

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly attachments: AttachmentsRepository;
  }
}

const read = (row: Row): StoredAttachment => ({
  attachmentId: row.attachment_id,
  ticketId: row.ticket_id,
  userId: row.user_id,
  createdAt: row.created_at,
  byteLength: row.byte_length,
  sha256: row.sha256,
  received: row.received,
  fileId: row.file_id,
  wrappedKey: row.wrapped_key,
  wrapKeyId: row.wrap_key_id,
  mediaType: attachmentTypes.find((type) => type === row.media_type) ?? null,
  attachedAt: row.attached_at,
  refusedAt: row.refused_at,
});

export function createAttachmentsRepository(hub: HubDatabase): AttachmentsRepository {
  const db = hub.withTables<AttachmentTables>();
  return {
    async get(attachmentId) {
      const found = db.selectFrom('attachments').selectAll();
      const row = await found.where('attachment_id', '=', attachmentId).executeTakeFirst();
      return row ? read(row) : null;
    },
    async insert(row) {
      await db
        .insertInto('attachments')
        .values({
          attachment_id: row.attachmentId,
          ticket_id: row.ticketId,
          user_id: row.userId,
          created_at: row.createdAt,
          byte_length: row.byteLength,
          sha256: row.sha256,
          received: row.received,
          file_id: row.fileId,
          wrapped_key: row.wrappedKey,
          wrap_key_id: row.wrapKeyId,
          media_type: row.mediaType,
          attached_at: row.attachedAt,
          refused_at: row.refusedAt,
        })
        .execute();
    },
    async arrived(attachmentId, received, mediaType) {
      const changed = db.updateTable('attachments').set({ received, media_type: mediaType });
      await changed.where('attachment_id', '=', attachmentId).execute();
    },
    async attached(attachmentIds, at) {
      if (attachmentIds.length === 0) return;
      const changed = db.updateTable('attachments').set({ attached_at: at });
      await changed.where('attachment_id', 'in', attachmentIds).execute();
    },
    async bind(attachmentIds, ticketId, at) {
      if (attachmentIds.length === 0) return;
      const changed = db.updateTable('attachments').set({ ticket_id: ticketId, attached_at: at });
      await changed.where('attachment_id', 'in', attachmentIds).execute();
    },
    async refused(attachmentId, at) {
      const changed = db.updateTable('attachments').set({ refused_at: at });
      await changed.where('attachment_id', '=', attachmentId).execute();
    },
    async remove(attachmentId) {
      await db.deleteFrom('attachments').where('attachment_id', '=', attachmentId).execute();
    },
    async broughtSince(userId, since) {
      const { fn } = db;
      const { count, bytes } = await db
        .selectFrom('attachments')
        .select([
          fn.countAll<number>().as('count'),
          fn.sum<number | null>('byte_length').as('bytes'),
        ])
        .where('user_id', '=', userId)
        .where('created_at', '>', since)
        .executeTakeFirstOrThrow();
      return { count, bytes: bytes ?? 0 };
    },
    async unusedBefore(before) {
      const found = db.selectFrom('attachments').selectAll().where('attached_at', 'is', null);
      return (await found.where('created_at', '<', before).execute()).map(read);
    },
  };
}
