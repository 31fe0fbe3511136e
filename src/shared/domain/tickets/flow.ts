import type { ErrorCode } from '../../error-codes.ts';
import type { Role } from '../session/user.ts';
import type { IntakeChanges } from './intake-merge.ts';
import type { CloseWay, Ticket, TicketState } from './ticket.ts';

/**
 * What may be done to a ticket. One shape from the button to the hub's journal; who may do it in which state stands below,
 * what it does in `ticket-machine.ts`.
 */
export type TicketAction =
  | { readonly kind: 'edit'; readonly changes: IntakeChanges }
  | { readonly kind: 'close'; readonly changes: IntakeChanges; readonly closeAs: CloseWay }
  | { readonly kind: 'urge'; readonly reason: string };

export type TicketActionKind = TicketAction['kind'];

/** An action that is possible: who may do it, and what becomes of the ticket. */
export interface FlowStep {
  readonly who: readonly Role[];
  readonly next: TicketState | 'same';
  /** For a ticket of the city platform, where that differs: an answer to the city is still owed. */
  readonly nextOfCity?: TicketState;
}

/** What each action does from one state, or the code that says why it is not possible there. */
type FlowRow = Readonly<Record<TicketActionKind, FlowStep | ErrorCode>>;

const desk: readonly Role[] = ['agent', 'lead'];
const stays: FlowStep = { who: desk, next: 'same' };
const closes: FlowStep = { who: desk, next: 'closed', nextOfCity: 'awaitingReply' };

const intake: FlowRow = {
  edit: { who: desk, next: 'screening' },
  close: closes,
  urge: 'ticket.notWithDepartment',
};
const open: FlowRow = { edit: stays, close: closes, urge: 'ticket.notWithDepartment' };
/** 催办: the department is hurried, and nothing else changes (domain document 4.2, transition 19). */
const withDepartment: FlowRow = { ...open, urge: stays };
const over: FlowRow = {
  edit: 'ticket.alreadyClosed',
  close: 'ticket.alreadyClosed',
  urge: 'ticket.alreadyClosed',
};

/**
 * State × action → who may, next state, or why not. The row of buttons under the form and the checks of desk and hub read
 * this one table. `none` = no ticket yet: an intake from a call opens it. Domain document, 4.2.
 */
const flow: Readonly<Record<TicketState | 'none', FlowRow>> = {
  none: intake,
  awaitingSignIn: open,
  screening: open,
  selfHandling: open,
  awaitingApproval: open,
  assigned: withDepartment,
  inHandling: withDepartment,
  awaitingAudit: open,
  awaitingCallback: open,
  awaitingReply: open,
  submittedToCity: open,
  closed: over,
  archived: over,
  returnPending: open,
  returned: over,
  notAccepted: over,
  merged: over,
  withdrawn: over,
};

/** The state in which an action leaves the ticket, or the code of why it may not be done. */
export type FlowAnswer =
  | { readonly kind: 'possible'; readonly next: TicketState }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/** May `role` do this to the ticket as it is (`null` = it does not exist yet)? */
export function flowOf(
  ticket: Pick<Ticket, 'state' | 'closedAs' | 'source'> | null,
  action: TicketActionKind,
  role: Role,
): FlowAnswer {
  // Closed by the desk, and only the city's answer is still to come.
  const row = ticket !== null && ticket.closedAs !== null ? over : flow[ticket?.state ?? 'none'];
  const step = row[action];
  if (typeof step === 'string') return { kind: 'refused', code: step };
  if (!step.who.includes(role)) return { kind: 'refused', code: 'hub.forbidden' };
  const next = ticket?.source === 'cityPlatform' ? (step.nextOfCity ?? step.next) : step.next;
  return { kind: 'possible', next: next === 'same' ? (ticket?.state ?? 'screening') : next };
}

/** The ticket is closed: it is shown, never edited. */
export function isTicketLocked(ticket: Pick<Ticket, 'state' | 'closedAs' | 'source'>): boolean {
  return flowOf(ticket, 'edit', 'lead').kind === 'refused';
}
