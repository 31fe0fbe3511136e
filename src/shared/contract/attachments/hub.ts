import { z } from 'zod';
import { attachmentPiece } from '../../domain/tickets/attachments.ts';
import { procedure } from '../base.ts';
import { idSchema, millis } from '../base-schemas.ts';
import { attachedFileShape } from '../tickets/work-schemas.ts';

const { attachmentId, byteLength, sha256, mediaType } = attachedFileShape;
/** The next byte that the hub wants; `mediaType` once it has all of them and has judged the file. */
const arrivedSchema = z.strictObject({ nextByte: millis, mediaType: mediaType.nullable() });
const base64 = z.base64().max(Math.ceil(attachmentPiece / 3) * 4);

/**
 * Files of tickets, in pieces of `attachmentPiece` bytes, so that a cut line costs one piece. A stored file is nobody's until an act
 * `attach` names it. People of desks and departments, for tickets that they may see. Since contract 3.
 */
export const attachmentsHubContract = {
  /**
   * Announces a file, or asks how far it has come: the same question gets the same file. Throws `attachment.tooLong`, `attachment.quota`
   * (too much of one person in 24 h), `ticket.notFound`, `upload.hubDiskFull`, `input.invalid` (the id stands for another file).
   */
  begin: procedure
    .route({ method: 'POST', path: '/attachments/begin' })
    .input(z.strictObject({ attachmentId, ticketId: idSchema, byteLength, sha256 }))
    .output(arrivedSchema),
  /**
   * One piece, base64. A piece that is not the next one changes nothing; the answer says which is. The last one has the file judged: throws
   * `upload.hashMismatch` or `attachment.type`, and the file is gone. Throws `attachment.notFound` for an id of nobody or of another.
   */
  put: procedure
    .route({ method: 'POST', path: '/attachments/piece' })
    .input(z.strictObject({ attachmentId, at: millis, bytes: base64 }))
    .output(arrivedSchema),
  /** One piece of an attachment of a ticket, decrypted; each is in the audit. Throws `attachment.notFound`, `attachment.damaged`. */
  read: procedure
    .route({ method: 'POST', path: '/attachments/read' })
    .input(z.strictObject({ ticketId: idSchema, attachmentId, at: millis }))
    .output(z.strictObject({ bytes: z.string(), nextByte: millis.nullable() })),
};
