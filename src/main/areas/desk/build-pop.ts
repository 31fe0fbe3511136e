import type { CallerNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { Pop, PopTicket } from '../../../shared/domain/desk/pop.ts';
import { mainIdOf } from '../../../shared/domain/tickets/merged-tickets.ts';
import { type Ticket, isOpen } from '../../../shared/domain/tickets/ticket.ts';
import type { PopRows } from '../../storage/pop-queries.ts';

/** Most tickets a pop shows. */
export const popTicketLimit = 50;

/** How far back contacts are counted for the mark of a repeat. */
export const repeatWindowMs = 90 * 24 * 3_600_000;

/** Whom a pop is built for; contacts since `lateSince` are counted for the mark of a repeat. */
export interface PopOf {
  readonly callId: CallId;
  readonly number: CallerNumber;
  readonly lateSince: number;
}

/** Says who is calling and about what, from what was found. Several open tickets stay a choice. */
export function buildPop(call: PopOf, rows: PopRows): Pop {
  const named = mainOf(rows.named, rows);
  const open = unique(rows.ofNumber.map((ticket) => mainOf(ticket, rows) ?? ticket)).filter(isOpen);
  const match = named ? 'named' : open.length === 1 ? 'one' : open.length > 1 ? 'several' : 'none';
  const popped = named ?? (match === 'one' ? (open[0] ?? null) : null);
  // Of a main ticket that others have opened, this caller's own is the one that was merged into it.
  const own = popped && ownOf(popped, rows);
  const listed = unique([...(popped ? [popped] : []), ...open, ...rows.ofNumber]);
  const tickets = listed.slice(0, popTicketLimit);
  const known = own ?? tickets[0] ?? null;
  return {
    callId: call.callId,
    number: call.number,
    match,
    ticketId: popped?.ticketId ?? null,
    tickets: tickets.map(popTicketOf),
    requesterName: firstText(known, rows.ofNumber, 'requesterName'),
    district: known?.district ?? null,
    address: firstText(known, rows.ofNumber, 'address'),
    ...repeats(rows, own, call),
  };
}

/** Where a ticket that was merged goes on; the ticket itself, when it was not, or its main ticket is not here. */
function mainOf(ticket: Ticket | null, { mains }: PopRows): Ticket | null {
  if (ticket === null) return null;
  const mainId = mainIdOf(ticket);
  return mains.find(({ ticketId }) => ticketId === mainId) ?? ticket;
}

function ownOf(popped: Ticket, { named, ofNumber }: PopRows): Ticket {
  const mine = [...(named ? [named] : []), ...ofNumber];
  if (mine.some(({ ticketId }) => ticketId === popped.ticketId)) return popped;
  return mine.find((ticket) => mainIdOf(ticket) === popped.ticketId) ?? popped;
}

function unique(tickets: readonly Ticket[]): readonly Ticket[] {
  return [...new Map(tickets.map((ticket) => [ticket.ticketId, ticket])).values()];
}

/** The known ticket's text, else the newest one that has any. */
function firstText(
  known: Ticket | null,
  tickets: readonly Ticket[],
  field: 'requesterName' | 'address',
): string {
  return known?.[field] || (tickets.find((ticket) => ticket[field] !== '')?.[field] ?? '');
}

/**
 * How often this citizen has come before, this call included: with the matter of the ticket that is opened, or, while nobody
 * knows which it is, with any.
 */
function repeats(
  { contacts }: PopRows,
  popped: Ticket | null,
  call: PopOf,
): Pick<Pop, 'repeatCount' | 'repeatOf' | 'firstCallAt'> {
  const firstCallAt =
    contacts.length === 0 ? null : Math.min(...contacts.map(({ firstAt }) => firstAt));
  const sum = (matters: PopRows['contacts']) =>
    matters.reduce((count, { lately }) => count + lately, 1);
  if (popped === null) return { repeatCount: sum(contacts), repeatOf: 'any', firstCallAt };
  const { categoryCode, numberKey } = popped;
  const isAmong = categoryCode !== null && numberKey === call.number.key;
  const same = contacts.filter(
    (matter) => categoryCode !== null && matter.categoryCode === categoryCode,
  );
  return {
    repeatCount: sum(same) + (isAmong ? 0 : ownContacts(popped, call)),
    repeatOf: 'matter',
    firstCallAt,
  };
}

/** Of a ticket that is not among the number's of its category: another number's, or one without a category. */
function ownContacts({ openedAt, callIds }: Ticket, { callId, lateSince }: PopOf): number {
  if (openedAt < lateSince) return 0;
  const earlier = callIds.filter((id) => id !== callId).length;
  return callIds.length === 0 ? 1 : earlier;
}

function popTicketOf(ticket: Ticket): PopTicket {
  return {
    ticketId: ticket.ticketId,
    ticketNo: ticket.ticketNo,
    state: ticket.state,
    kind: ticket.kind,
    categoryCode: ticket.categoryCode,
    district: ticket.district,
    address: ticket.address,
    content: ticket.content,
    flags: ticket.flags,
    handler: ticket.handler,
    deadline: ticket.deadline,
    openedAt: ticket.openedAt,
    closedAt: ticket.closedAt,
    closedAs: ticket.closedAs,
    satisfaction: ticket.satisfaction,
    requesterName: ticket.requesterName,
    callIds: ticket.callIds,
  };
}
