import type { CallRecord } from './call.ts';

/**
 * What came of a call that was talked (通话结果), in the order of the keys that give it. One for each; what was done to a ticket
 * stands in the ticket.
 */
export const callResults = [
  'registered',
  'answered',
  'progress',
  'transferred',
  'notAccepted',
  'silent',
  'harassment',
  'wrongNumber',
  'other',
] as const;
export type CallResult = (typeof callResults)[number];

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
