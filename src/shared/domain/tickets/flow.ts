import type { ErrorCode } from '../../error-codes.ts';
import type { Role } from '../session/user.ts';
import { needsHandling } from './direct-answer.ts';
import type { IntakeChanges } from './intake-merge.ts';
import type { CloseWay, Intake, Ticket, TicketState } from './ticket.ts';
import { flagsWith } from './urgency.ts';

/**
 * What may be done to a ticket. One shape from the button to the hub's journal; who may do it in which state stands below,
 * what it does in `ticket-machine.ts`.
 */
export type TicketAction =
  | { readonly kind: 'edit'; readonly changes: IntakeChanges }
  | { readonly kind: 'close'; readonly changes: IntakeChanges; readonly closeAs: CloseWay }
  | { readonly kind: 'urge'; readonly reason: string };

export type TicketActionKind = TicketAction['kind'];

/** A column of the table: the two ways of closing are allowed in different places. */
export type FlowAct = 'edit' | 'urge' | CloseWay;

export function actOf(action: TicketAction): FlowAct {
  return action.kind === 'close' ? action.closeAs : action.kind;
}

/** What the table looks at: the ticket as it would stand with what is typed over it. */
export interface FlowSubject extends Pick<
  Ticket,
  'closedAs' | 'source' | 'flags' | 'kind' | 'citations'
> {
  /** `none` = no ticket yet: an intake from a call opens it. */
  readonly state: TicketState | 'none';
}

/** An action that is possible: who may do it, and what becomes of the ticket. */
export interface FlowStep {
  readonly who: readonly Role[];
  readonly next: TicketState | 'same';
  /** For a ticket of the city platform, where that differs: an answer to the city is still owed. */
  readonly nextOfCity?: TicketState;
  /** What of the ticket, beyond its state, may stand in the way; the first that does says why. */
  readonly bars?: readonly Bar[];
}

type Bar = readonly [isBarred: (subject: FlowSubject) => boolean, code: ErrorCode];

/** What each action does from one state, or the code that says why it is not possible there. */
type FlowRow = Readonly<Record<FlowAct, FlowStep | ErrorCode>>;

const confidential: Bar = [
  ({ kind, flags }) => kind === 'report' || flags.includes('confidential'),
  'ticket.closeConfidential',
];
const urgent: Bar = [({ flags }) => flags.includes('urgent'), 'ticket.closeUrgent'];
/** A question is answered on the call also where its category is an urgent one (domain document 4.5: within 2 h). */
const urgentMatter: Bar = [
  ({ kind, flags }) => kind !== 'consultation' && flags.includes('urgent'),
  'ticket.closeUrgent',
];
const ofCity: Bar = [({ source }) => source === 'cityPlatform', 'ticket.answerOwnOnly'];
const noQuestion: Bar = [
  ({ kind }) => kind !== null && kind !== 'consultation',
  'ticket.answerQuestionOnly',
];

const undone: Bar = [({ citations }) => needsHandling(citations), 'ticket.needsHandling'];

const desk: readonly Role[] = ['agent', 'lead'];
const stays: FlowStep = { who: desk, next: 'same' };
/** 自办办结 (transitions 10, 11): from the desk's own states. */
const closes: FlowStep = {
  who: desk,
  next: 'closed',
  nextOfCity: 'awaitingReply',
  bars: [confidential, urgent],
};
/** 直接解答 (transition 2): a question, of the desk's own channel, on the call, from an entry that needs nobody to act. */
const answers: FlowStep = {
  who: desk,
  next: 'closed',
  bars: [confidential, ofCity, urgentMatter, noQuestion, undone],
};

const atDesk: FlowRow = {
  edit: stays,
  selfHandled: closes,
  directAnswer: answers,
  urge: 'ticket.notWithDepartment',
};
const intake: FlowRow = { ...atDesk, edit: { who: desk, next: 'screening' } };
const own: FlowRow = { ...atDesk, directAnswer: 'ticket.answerAtIntake' };
const notClosed = (code: ErrorCode): FlowRow => ({
  ...atDesk,
  selfHandled: code,
  directAnswer: code,
});
/** 催办: the department is hurried, and nothing else changes (domain document 4.2, transition 19). */
const withDepartment: FlowRow = { ...notClosed('ticket.closeWithDepartment'), urge: stays };
const awaitsDecision = notClosed('ticket.closeAwaitsDecision');
const awaitsSteps = notClosed('ticket.closeAwaitsSteps');
const over: FlowRow = {
  edit: 'ticket.alreadyClosed',
  selfHandled: 'ticket.alreadyClosed',
  directAnswer: 'ticket.alreadyClosed',
  urge: 'ticket.alreadyClosed',
};

/**
 * State × action → who may, next state, or why not. The row of buttons under the form and the checks of desk and hub read
 * this one table. Domain document, 4.2.
 */
const flow: Readonly<Record<FlowSubject['state'], FlowRow>> = {
  none: intake,
  awaitingSignIn: notClosed('ticket.closeBeforeSignIn'),
  screening: atDesk,
  selfHandling: own,
  awaitingApproval: awaitsDecision,
  assigned: withDepartment,
  inHandling: withDepartment,
  awaitingAudit: awaitsSteps,
  awaitingCallback: awaitsSteps,
  awaitingReply: awaitsSteps,
  submittedToCity: awaitsDecision,
  closed: over,
  archived: over,
  returnPending: awaitsDecision,
  returned: over,
  notAccepted: over,
  merged: over,
  withdrawn: over,
};

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

/** The state in which an action leaves the ticket, or the code of why it may not be done. */
export type FlowAnswer =
  | { readonly kind: 'possible'; readonly next: TicketState }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/** The ticket as it is (`null` = it does not exist yet) with what is typed. */
export function flowSubject(
  ticket: Pick<Ticket, 'state' | 'closedAs' | 'source' | 'flags' | 'categoryCode'> | null,
  { kind, categoryCode, citations }: Pick<Intake, 'kind' | 'categoryCode' | 'citations'>,
): FlowSubject {
  return {
    state: ticket?.state ?? 'none',
    closedAs: ticket?.closedAs ?? null,
    source: ticket?.source ?? 'phone',
    flags: flagsWith(ticket, categoryCode),
    kind,
    citations,
  };
}

/** May `role` do this to the ticket as it would stand? */
export function flowOf(subject: FlowSubject, act: FlowAct, role: Role): FlowAnswer {
  const step = rowOf(subject)[act];
  if (typeof step === 'string') return { kind: 'refused', code: step };
  if (!step.who.includes(role)) return { kind: 'refused', code: 'hub.forbidden' };
  const bar = step.bars?.find(([isBarred]) => isBarred(subject));
  if (bar) return { kind: 'refused', code: bar[1] };
  const next = subject.source === 'cityPlatform' ? (step.nextOfCity ?? step.next) : step.next;
  if (next !== 'same') return { kind: 'possible', next };
  return { kind: 'possible', next: subject.state === 'none' ? 'screening' : subject.state };
}

function rowOf({ state, closedAs }: Pick<FlowSubject, 'state' | 'closedAs'>): FlowRow {
  // Closed by the desk, and only the city's answer is still to come.
  return closedAs === null ? flow[state] : over;
}

/** The ticket is closed: it is shown, never edited. */
export function isTicketLocked(ticket: Pick<Ticket, 'state' | 'closedAs'>): boolean {
  return typeof rowOf(ticket).edit === 'string';
}
