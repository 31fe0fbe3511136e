import type { CallId, TicketId } from '../../../shared/domain/ids.ts';
import type { Workspace } from '../../../shared/domain/workspaces/workspace.ts';

/**
 * The call in which the caller of a ticket was just told: the last one that was dialled for it here since `after` (epoch ms), whether it lasts
 * or is over; `null` = none was, and what came of it was learned in another way.
 */
export function callOfReply(
  workspaces: readonly Pick<Workspace, 'callId' | 'direction' | 'startedAt' | 'pop'>[],
  { ticketId, after }: { readonly ticketId: TicketId; readonly after: number },
): CallId | null {
  const dialled = workspaces.filter(
    ({ direction, startedAt, pop }) =>
      direction === 'outbound' && pop.ticketId === ticketId && startedAt > after,
  );
  return dialled.toSorted((a, b) => b.startedAt - a.startedAt)[0]?.callId ?? null;
}
