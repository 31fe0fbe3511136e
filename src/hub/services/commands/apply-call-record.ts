import type { CallRecord } from '../../../shared/domain/call.ts';
import { type CommandContext, type Outcome, accepted, mayBringInFor, refused } from './outcome.ts';

/** Keeps a call record. Whose call it is never changes; a call that has ended stays ended. */
export async function applyCallRecord(context: CommandContext, call: CallRecord): Promise<Outcome> {
  const { calls } = context.repositories;
  if (!(await mayBringInFor(context, call.agentWorkNo))) return refused('hub.refused');
  const known = await calls.get(call.callId);
  const isOthers =
    known !== null &&
    (known.deskId !== context.deskId || known.call.agentWorkNo !== call.agentWorkNo);
  if (isOthers) return refused('hub.refused');
  await calls.linkTickets(call.callId, call.ticketIds);
  const isLate = known !== null && known.call.endedAt !== null && call.endedAt === null;
  if (!isLate) await calls.put({ call, deskId: context.deskId });
  return accepted;
}
