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
