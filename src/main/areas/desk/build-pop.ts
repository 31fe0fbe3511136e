import type { CallerNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { Pop, PopTicket } from '../../../shared/domain/desk/pop.ts';
import { type Ticket, isOpen } from '../../../shared/domain/tickets/ticket.ts';
import type { PopRows } from '../../storage/ticket-queries.ts';

/** Most tickets a pop shows. */
export const popTicketLimit = 50;

const repeatWindowMs = 90 * 24 * 3_600_000;

/** Says who is calling and about what, from what was found. Several open tickets stay a choice. */
export function buildPop(
  call: { callId: CallId; number: CallerNumber },
  rows: PopRows,
  now: number,
): Pop {
  const open = rows.ofNumber.filter(isOpen);
  const match = rows.named
    ? 'named'
    : open.length === 1
      ? 'one'
      : open.length > 1
        ? 'several'
        : 'none';
  const popped = rows.named ?? (match === 'one' ? (open[0] ?? null) : null);
  const others = rows.ofNumber.filter((ticket) => ticket.ticketId !== popped?.ticketId);
  const tickets = (popped ? [popped, ...others] : others).slice(0, popTicketLimit);
  const known = popped ?? tickets[0] ?? null;
  return {
    callId: call.callId,
    number: call.number,
    match,
    ticketId: popped?.ticketId ?? null,
    tickets: tickets.map(popTicketOf),
    requesterName: firstText(known, tickets, 'requesterName'),
    district: known?.district ?? null,
    address: firstText(known, tickets, 'address'),
    ...repeats(known, tickets, now),
  };
}

/** The known ticket's text, else the newest one that has any. */
function firstText(
  known: Ticket | null,
  tickets: readonly Ticket[],
  field: 'requesterName' | 'address',
): string {
  return known?.[field] || (tickets.find((ticket) => ticket[field] !== '')?.[field] ?? '');
}

/** Calls about the same matter (same ticket, or same category) in the last 90 days; this call is one of them. */
function repeats(
  known: Ticket | null,
  tickets: readonly Ticket[],
  now: number,
): Pick<Pop, 'repeatCount' | 'firstCallAt'> {
  const same = tickets.filter(
    (ticket) =>
      ticket.openedAt >= now - repeatWindowMs &&
      (ticket.ticketId === known?.ticketId ||
        (ticket.categoryCode !== null && ticket.categoryCode === known?.categoryCode)),
  );
  const calls = same.reduce((sum, ticket) => sum + Math.max(1, ticket.callIds.length), 0);
  return {
    repeatCount: calls + 1,
    firstCallAt: same.length === 0 ? null : Math.min(...same.map((ticket) => ticket.openedAt)),
  };
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
  };
}
