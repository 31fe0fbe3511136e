import type { Guards } from '../../http/guards.ts';
import { readAttachment } from './read-attachment.ts';
import { type AttachmentDeps, beginAttachment, putPiece } from './receive-attachment.ts';

/** Files of tickets. In the audit: what was stored or refused by its content (`attachmentStored`), and each look (`attachmentRead`). */
export function attachmentsRoutes({ allowed }: Guards, deps: AttachmentDeps) {
  const bringers = allowed('agent', 'lead', 'department').attachments;
  const readers = allowed('agent', 'lead', 'officer', 'department').attachments;
  return {
    attachments: {
      begin: bringers.begin.handler(({ input, context: { signedIn } }) =>
        beginAttachment(deps, signedIn, input),
      ),
      put: bringers.put.handler(({ input: { bytes, ...piece }, context: { signedIn } }) =>
        putPiece(deps, signedIn, { ...piece, bytes: Buffer.from(bytes, 'base64') }),
      ),
      read: readers.read.handler(({ input, context: { signedIn } }) =>
        readAttachment(deps, signedIn, input),
      ),
    },
  };
}
