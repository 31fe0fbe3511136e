import type { CallRecord } from '../../../shared/domain/call.ts';
import { withLaterFacts } from '../evidence/call-changes.ts';
import { standingOf } from '../evidence/standing.ts';
import {
  type CommandContext,
  type Outcome,
  accepted,
  mayBringInFor,
  refused,
  refusedAndAudited,
} from './outcome.ts';

/**
 * Keeps a call record. Whose call it is follows from who named it first; a conflicting record is refused and kept beside
 * it for the lead. An ended call takes later facts only (`withLaterFacts`). ADR 0149.
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
  await claims.put(claim);
  if (recordingId !== null) {
    await claims.put({ ...claim, entity: 'recording', id: recordingId, isFirm: false });
  }
  await calls.linkTickets(callId, call.ticketIds);
  await calls.put({ call: next, deskId });
  return accepted;
}
