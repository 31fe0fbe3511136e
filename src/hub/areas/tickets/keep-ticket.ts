import { randomUUID } from 'node:crypto';
import { hubDueOf } from '../../../shared/domain/tickets/hub-due.ts';
import { afterMainAnswered } from '../../../shared/domain/tickets/merge.ts';
import { followersOf } from '../../../shared/domain/tickets/merged-tickets.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import { cityReports } from '../city/city-reports.ts';
import { hubCalendar } from '../office/hub-calendar.ts';

type Repositories = Pick<HubRepositories, 'tickets' | 'times' | 'exchanges' | 'feed' | 'office'>;

interface Kept {
  readonly before: Ticket | null;
  readonly ticket: Ticket;
  readonly at: number;
}

/**
 * Keeps a ticket that has changed (`before` = as it was, `null` = new), with its row of the feed and what the city platform is to be
 * told of it. The one way in which a ticket is changed; belongs in the transaction in which that was decided. Gives the feed's new end.
 */
export async function keepTicket(
  repositories: Repositories,
  { before, ticket, at }: Kept,
): Promise<number> {
  const { tickets, times, exchanges, feed } = repositories;
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
  const seq = await feed.append('ticket', ticketId);
  return (await letFollow(repositories, { before, ticket, at })) ?? seq;
}

/** What was merged into a ticket that is answered now goes its own way to its own answer, in the same transaction. */
async function letFollow(
  repositories: Repositories,
  { before, ticket, at }: Kept,
): Promise<number | null> {
  const was = new Set(followersOf(before?.work).map(({ ticketId }) => ticketId));
  const left = (ticket.work?.merged ?? []).flatMap(({ ticketId, answeredAt }) =>
    answeredAt !== undefined && was.has(ticketId) ? [ticketId] : [],
  );
  if (left.length === 0) return null;
  const calendar = await hubCalendar(repositories);
  const context = { at, workNo: '', eventId: randomUUID(), calendar };
  let seq: number | null = null;
  for (const other of await repositories.tickets.list(left)) {
    const next = afterMainAnswered(other, ticket, context);
    if (next) seq = await keepTicket(repositories, { before: other, ticket: next, at });
  }
  return seq;
}
