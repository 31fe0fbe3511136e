import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { TicketAction } from '../../../shared/domain/tickets/ticket-action.ts';
import { attachmentName } from '../../../shared/domain/tickets/attachments.ts';
import type { CommandContext } from '../commands/outcome.ts';

/**
 * May this act name these files? Each was stored by who acts, for this ticket, is what the act says, and bears a name that fits what is in
 * it. Notes that they are in use; in the transaction of the act. The code of the refusal, or `null`.
 */
export async function useAttachedFiles(
  { repositories, user, now }: CommandContext,
  ticketId: string,
  action: TicketAction,
): Promise<ErrorCode | null> {
  if (action.kind !== 'attach') return null;
  for (const file of action.files) {
    const row = await repositories.attachments.get(file.attachmentId);
    const isIt =
      row !== null &&
      row.userId === user.userId &&
      row.ticketId === ticketId &&
      row.mediaType === file.mediaType &&
      row.byteLength === file.byteLength &&
      row.sha256 === file.sha256;
    if (!isIt) return 'attachment.notUploaded';
    if (attachmentName(file.fileName, file.mediaType) !== file.fileName) return 'input.invalid';
  }
  await repositories.attachments.attached(
    action.files.map(({ attachmentId }) => attachmentId),
    now,
  );
  return null;
}
