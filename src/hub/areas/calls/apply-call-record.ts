import type { CallRecord } from '../../../shared/domain/calls/call.ts';
import { withLaterFacts } from './call-changes.ts';
import { standingOf } from './standing.ts';
import { countedTimes } from './call-times.ts';
import {
  type CommandContext,
  type Outcome,
  accepted,
  mayBringInFor,
  refused,
  refusedAndAudited,
} from '../commands/outcome.ts';

/**
 * Keeps a call record. Whose call it is follows from who named it first; a conflicting record is refused and kept beside
 * it for the lead. An ended call takes later facts only (`withLaterFacts`). ADR 0149. Times that cannot be
 * are kept and doubted (`countedTimes`).
 */
export async function applyCallRecord(context: CommandContext, call: CallRecord): Promise<Outcome> {
  const { repositories, deskId, now } = context;
  const { calls, claims } = repositories;
  const { callId, recordingId, agentWorkNo } = call;
  if (!(await mayBringInFor(context, agentWorkNo))) return refused('hub.refused');
  const standing = standingOf(await claims.of('call', [callId]), deskId);
  const claim = { entity: 'call', id: callId, deskId, isFirm: true, at: now } as const;
  if (standing === 'others' || standing === 'disputed') {
    await claims.put({ ...claim, body: JSON.stringify(call) });
    return refusedAndAudited(context, callId);
  }
  const known = standing === 'own' ? await calls.get(callId) : null;
  const next = known ? withLaterFacts(known.call, call) : call;
  if (next === null) return refusedAndAudited(context, callId);
  const times = countedTimes(next, known, now);
  if (times.doubtedAt !== undefined && known?.doubtedAt === undefined)
    await noteDoubt(context, callId);
  await claims.put(claim);
  if (recordingId !== null) {
    await claims.put({ ...claim, entity: 'recording', id: recordingId, isFirm: false });
  }
  await calls.linkTickets(callId, call.ticketIds);
  await calls.put({ call: next, deskId, ...times });
  return accepted;
}

/** The record is kept; lead and IT can see that its desk's clock is wrong. */
async function noteDoubt(
  { repositories: { audit }, logger, ...context }: CommandContext,
  callId: string,
): Promise<void> {
  const { deskId, deskProven, address, user, now } = context;
  logger.warn('call.timesDoubted', { callId, deskId });
  const row = { at: now, action: 'callTimesDoubted', subjectId: callId, code: null } as const;
  await audit.appendOrCount({ ...row, userId: user.userId, deskId, deskProven, address });
}
