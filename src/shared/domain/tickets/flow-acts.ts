/**
 * What may be done to a ticket: the columns of the flow. The two ways of closing are two, because they are possible in different
 * places. Numbers are the transitions of the domain document, 4.2.
 */
export const flowActs = [
  'edit', // 1, 8
  'directAnswer', // 2
  'selfHandled', // 11
  'urge', // 19
  'escalate', // 4.5
  'sign', // 4
  'notAccept', // 5
  'askReturn', // 6
  'sendReturn', // 6
  'keepReturn', // 6
  'cityReturned', // 7
  'selfHandle', // 10
  'assign', // 12
  'propose', // 13
  'approve', // 14
  'sendBack', // 14
  'departmentSign', // 15
  'apply', // 16
  'reassign', // 17
  'firstContact', // 18
  'supervise', // 20
  'endSupervision', // 20
  'submitResult', // 21
  'auditFail', // 22
  'auditPass', // 23
  'callback', // 24
  'rework', // 25
  'cityRework', // 26
  'reply', // 27
  'cityConfirmed', // 28
  'cityRejected', // 28
  'withdraw', // 29
  'archive', // 30
  'correct', // 31
  'judgeApplication', // P10
  'confirmApplication', // P30
  'cityAnswered', // P40
  'explainApplication', // P50
  'message',
  'attach',
  'detach',
  'answerCaller', // storm: the reply that a caller of an incident is owed
  'leaveIncident',
  'merge', // 9, of the ticket that goes into another
  'absorb', // 9, of the main ticket
  'split', // 9, taken back
  'splitOff', // 9, taken back, of the main ticket
  'mainAnswered', // what follows from the answer of the main ticket
] as const;
export type FlowAct = (typeof flowActs)[number];
