import type { Application, ApplicationState } from './ticket-work.ts';
import { outerDueAt } from './merged-tickets.ts';
import { type Ticket, type TicketState, isOpen, ticketStates } from './ticket.ts';

/** What lists of tickets are made by, for whoever asks and for whoever answers. */

/** 我的 / 快到期 / 未交办 / 在办 / 已结束 / 全部. */
export const ticketScopes = ['mine', 'due', 'unassigned', 'open', 'closed', 'all'] as const;
export type TicketScope = (typeof ticketScopes)[number];

/** Columns by which a list can be ordered. `deadline`: what breaks first stands first, the finished ones last. */
export const ticketOrders = ['deadline', 'opened', 'no', 'place', 'category', 'state'] as const;
export type TicketOrder = (typeof ticketOrders)[number];

/** Columns of the list at the desk, in their order. Which of them are shown is each person's choice; the number always is. */
export const ticketListColumns = [
  'clock',
  'no',
  'content',
  'place',
  'category',
  'state',
  'handler',
  'number',
  'opened',
] as const;
export type TicketListColumn = (typeof ticketListColumns)[number];

export interface TicketSort {
  readonly by: TicketOrder;
  readonly descending: boolean;
}

/** The order of a list for which nobody has chosen another one. */
export const byDeadline: TicketSort = { by: 'deadline', descending: false };

/** This long before its deadline a ticket is 快到期. */
export const nearMs = 2 * 3_600_000;

export const openStates: readonly TicketState[] = ticketStates.filter((state) => isOpen({ state }));
export const closedStates: readonly TicketState[] = ticketStates.filter(
  (state) => !isOpen({ state }),
);
/** 未交办: nobody outside this office has been given it, and nobody here has taken it for his own. */
export const unassignedStates: readonly TicketState[] = [
  'awaitingSignIn',
  'screening',
  'awaitingApproval',
];

/** What the desk has to do next, whoever has opened it: 今日工作 of everybody on duty. */
export const deskStates: readonly TicketState[] = [
  ...unassignedStates,
  'awaitingAudit',
  'awaitingCallback',
  'awaitingReply',
];

/** Applications that wait for the desk in these states: to be judged and, once answered, explained; by the lead also to be confirmed. */
export function applicationsOf(role: 'agent' | 'lead'): readonly ApplicationState[] {
  return role === 'lead' ? ['submitted', 'agreed', 'answered'] : ['submitted', 'answered'];
}

/** The application that waits for the desk the longest; `null` = none does. */
export function waitingApplication(
  { work }: Pick<Ticket, 'work'>,
  role: 'agent' | 'lead',
): Application | null {
  const waits = applicationsOf(role);
  return work?.applications.find(({ state }) => waits.includes(state)) ?? null;
}

/** Whose matter it stays: of the person who has opened it. `''` when its course says nothing. */
export function openerOf({ course }: Pick<Ticket, 'course'>): string {
  return course[0]?.byWorkNo ?? '';
}

/** How near its deadline an open ticket is; `null` without one. */
export function deadlineTone(
  ticket: Pick<Ticket, 'state' | 'deadline' | 'work'>,
  now: number,
): 'overdue' | 'near' | 'far' | null {
  const dueAt = outerDueAt(ticket);
  if (!isOpen(ticket) || dueAt === null) return null;
  const leftMs = dueAt - now;
  if (leftMs < 0) return 'overdue';
  return leftMs < nearMs ? 'near' : 'far';
}

/**
 * The order in which things go wrong: the open ones by their deadline, then the open ones without any, the oldest first; then the
 * finished ones, the last one first.
 */
export function compareUrgency(a: Ticket, b: Ticket): number {
  const [first, second] = [urgencyKey(a), urgencyKey(b)];
  const place = first.findIndex((value, index) => value !== second[index]);
  return place < 0 ? 0 : (first[place] ?? 0) < (second[place] ?? 0) ? -1 : 1;
}

/** By which `compareUrgency` compares, number by number. */
export function urgencyKey(ticket: Ticket): readonly number[] {
  if (!isOpen(ticket)) return [2, -(ticket.closedAt ?? 0), ticket.openedAt];
  const dueAt = outerDueAt(ticket);
  return dueAt === null ? [1, 0, ticket.openedAt] : [0, dueAt, ticket.openedAt];
}
