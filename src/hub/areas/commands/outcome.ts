import type { HubCommandResult } from '../../../shared/contract/commands/schemas.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Role, User } from '../../../shared/domain/session/user.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { QuietAudit } from '../audit/quiet-audit.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';

/** What deciding a command needs: the open transaction, who asks from where, the hub's time. */
export interface CommandContext {
  readonly repositories: HubRepositories;
  readonly commandId: string;
  readonly deskId: string;
  /** For the audit: where it came from, and whether the desk has proven its key. */
  readonly address: string;
  readonly deskProven: boolean;
  /** Who gave the command. */
  readonly user: User;
  /** What who sends it may do; the author may have become something else since. */
  readonly senderRole: Role;
  /** Work number of who sends it, when the author no longer can. */
  readonly broughtInBy?: string;
  readonly now: number;
  readonly quietly: QuietAudit;
  readonly logger: Logger;
}

/** The answer, and the feed's new end when the command changed something in the replica. */
export interface Outcome {
  readonly answer: HubCommandResult;
  readonly seq: number | null;
  /** What an accepted ticket command made of its ticket, and when it counts as done. */
  readonly made?: { readonly revision: number; readonly countedAt: number };
  /** Tickets that were changed beside the one that the command names. */
  readonly alsoChanged?: readonly string[];
  /** The answer is not kept: the same command may come again, changed. */
  readonly open?: true;
}

export const accepted: Outcome = { answer: { kind: 'accepted' }, seq: null };

export function refused(code: ErrorCode, ticket: Ticket | null = null): Outcome {
  return { answer: { kind: 'refused', code, ticket }, seq: null };
}

export function refusedForNow(code: ErrorCode): Outcome {
  return { ...refused(code), open: true };
}

/** For the audit: somebody tried to change what is another's, or final. */
export async function auditRefusal(
  { repositories, deskId, deskProven, address, user, now, quietly }: CommandContext,
  subjectId: string,
): Promise<void> {
  const row = { action: 'refused', code: 'hub.refused' } as const;
  const entry = { at: now, ...row, userId: user.userId, deskId, deskProven, address, subjectId };
  await quietly(row, () => repositories.audit.appendOrCount(entry));
}

export async function refusedAndAudited(
  context: CommandContext,
  subjectId: string,
): Promise<Outcome> {
  await auditRefusal(context, subjectId);
  return refused('hub.refused');
}

/**
 * May the one who asks bring in work of the agent with this work number? The own work, or that of a colleague who has
 * signed in at the same desk: an outbox may outlive a shift.
 */
export async function mayBringInFor(
  { repositories, deskId, user }: CommandContext,
  workNo: string,
): Promise<boolean> {
  return user.workNo === workNo || repositories.sessions.hasSignedInAt(deskId, workNo);
}
