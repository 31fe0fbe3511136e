import type { ErrorCode } from '../../error-codes.ts';
import type { FlowAct } from './flow-acts.ts';
import { type TicketState, isOpen } from './ticket.ts';

/** Why an open ticket may not be closed, by the state that it is in. */
const closingBarredIn: Partial<Readonly<Record<TicketState | 'none', ErrorCode>>> = {
  awaitingSignIn: 'ticket.closeBeforeSignIn',
  awaitingApproval: 'ticket.closeAwaitsDecision',
  assigned: 'ticket.closeWithDepartment',
  inHandling: 'ticket.closeWithDepartment',
  awaitingAudit: 'ticket.closeAwaitsSteps',
  awaitingCallback: 'ticket.closeAwaitsSteps',
  awaitingReply: 'ticket.closeAwaitsSteps',
  submittedToCity: 'ticket.closeAwaitsDecision',
  returnPending: 'ticket.closeAwaitsDecision',
  selfHandling: 'ticket.answerAtIntake',
};

/** Why an act is not possible in a state that its steps do not begin in. */
export function refusalIn(state: TicketState | 'none', act: FlowAct): ErrorCode {
  if (state === 'merged') return 'ticket.isMerged';
  if (state !== 'none' && !isOpen({ state })) return 'ticket.alreadyClosed';
  if (act === 'directAnswer' || act === 'selfHandled')
    return closingBarredIn[state] ?? 'ticket.stepNotNow';
  return act === 'urge' ? 'ticket.notWithDepartment' : 'ticket.stepNotNow';
}

/** Why an open ticket may not be closed. What was typed is no part of that. */
export const closeBars: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ticket.closeConfidential',
  'ticket.closeUrgent',
  'ticket.closeWithDepartment',
  'ticket.closeBeforeSignIn',
  'ticket.closeAwaitsDecision',
  'ticket.closeAwaitsSteps',
  'ticket.answerOwnOnly',
  'ticket.answerQuestionOnly',
  'ticket.answerAtIntake',
  'ticket.needsHandling',
]);
