import type { CallRecord } from '../calls/call.ts';
import type { Pop } from '../desk/pop.ts';

/**
 * One conversation at this desk (ADR 0208): who is at the other end, what is known of them, what came of it. Named by its call. Each
 * call with a citizen has one from its first ring, in either direction, also when nobody answers; a consultation or a leg into a
 * conference belongs to the conversation that it serves.
 */
export interface Workspace extends Pick<
  CallRecord,
  | 'callId'
  | 'direction'
  | 'startedAt'
  | 'answeredAt'
  | 'endedAt'
  | 'endReason'
  | 'ticketIds'
  | 'result'
> {
  readonly pop: Pop;
  /** What the agent has noted of the call; at most 500 characters. */
  readonly note: string;
}

/** Most that a desk holds open; the newest ones. */
export const workspaceLimit = 40;

/**
 * Does this call still wait for its result? Only one that was talked and is over; calls of releases before there were results
 * have none to wait for.
 */
export function owesResult({
  result,
  answeredAt,
  endedAt,
  servesCallId,
}: Pick<CallRecord, 'result' | 'answeredAt' | 'endedAt' | 'servesCallId'>): boolean {
  return result === null && answeredAt !== null && endedAt !== null && servesCallId === undefined;
}
