import { randomUUID } from 'node:crypto';
import { hubDueOf } from '../../../shared/domain/tickets/hub-due.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import { cityReports } from '../city/city-reports.ts';

/**
 * Keeps a ticket that has changed (`before` = as it was, `null` = new), with its row of the feed and what the city platform is to be
 * told of it. The one way in which a ticket is changed; belongs in the transaction in which that was decided. Gives the feed's new end.
 */
export async function keepTicket(
  {
    tickets,
    times,
    exchanges,
    feed,
  }: Pick<HubRepositories, 'tickets' | 'times' | 'exchanges' | 'feed'>,
  { before, ticket, at }: { readonly before: Ticket | null; readonly ticket: Ticket; at: number },
): Promise<number> {
  await tickets.put(ticket);
  const { ticketId, ticketNo, revision } = ticket;
  await times.put(ticketId, { revision, dueAt: hubDueOf(ticket)?.at ?? null });
  const cityNo = ticket.work?.city?.cityNo ?? '';
  for (const words of cityReports(before, ticket)) {
    const exchangeId = randomUUID();
    await exchanges.add({
      exchangeId,
      direction: 'out',
      messageId: exchangeId,
      kind: words.kind,
      cityNo,
      ticketId,
      place: null,
      raw: JSON.stringify({ exchangeId, cityNo, ticketNo, at, ...words }),
      state: 'waiting',
      tries: 0,
      nextTryAt: null,
      reason: null,
      detail: null,
      saidAt: null,
      seenRevision: null,
      at,
    });
  }
  return feed.append('ticket', ticketId);
}
