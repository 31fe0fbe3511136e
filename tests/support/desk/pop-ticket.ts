import type { PopTicket } from '../../../src/shared/domain/desk/pop.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';

/** What a pop shows of a ticket. */
export function popTicket(ticket: Ticket): PopTicket {
  const { ticketId, ticketNo, state, kind, categoryCode, district, address, content, flags } =
    ticket;
  const { handler, deadline, openedAt, closedAt, closedAs, satisfaction, requesterName, callIds } =
    ticket;
  return {
    ticketId,
    ticketNo,
    state,
    kind,
    categoryCode,
    district,
    address,
    content,
    flags,
    handler,
    deadline,
    openedAt,
    closedAt,
    closedAs,
    satisfaction,
    requesterName,
    callIds,
  };
}
