import { AppError } from '../../../shared/app-error.ts';
import { attachmentFor } from '../../../shared/domain/tickets/attachments.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import type { AttachmentDeps } from './receive-attachment.ts';

/**
 * One piece of an attachment, for whom the ticket shows it to. In the audit before a byte is read. Throws `attachment.notFound`, also
 * for what this person may not see: nobody learns here which there are; `attachment.damaged`.
 */
export async function readAttachment(
  deps: AttachmentDeps,
  signedIn: SignedIn,
  {
    ticketId,
    attachmentId,
    at,
  }: { readonly ticketId: string; readonly attachmentId: string; readonly at: number },
): Promise<{ readonly bytes: string; readonly nextByte: number | null }> {
  const { store, clock } = deps;
  const ticket = await store.tickets.get(ticketId);
  const attachment = ticket && attachmentFor(signedIn.user, ticket, attachmentId);
  const row = attachment && (await store.attachments.get(attachmentId));
  const who = { at: clock.now(), action: 'attachmentRead', ...auditFacts(signedIn) } as const;
  if (!row) {
    const code = 'attachment.notFound';
    await store.audit.appendOrCount({ ...who, subjectId: ticketId, code });
    throw new AppError(code);
  }
  await store.audit.appendOrCountEach({ ...who, subjectId: attachmentId, code: null });
  const bytes = await deps.attachments.read(row, at);
  const next = at + bytes.byteLength;
  return { bytes: bytes.toString('base64'), nextByte: next < row.byteLength ? next : null };
}
