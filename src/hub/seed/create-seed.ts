import { hubTicketNo } from '../../shared/domain/tickets/ticket-no.ts';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import { createKnowledge } from './create-knowledge.ts';
import { type UnnumberedTicket, createTemplateTickets } from './create-tickets.ts';
import { createDemoTickets } from './demo-tickets.ts';
import type { Seed } from './seed-store.ts';
import { seedUsers } from './seed-users.ts';
import { createSeededRandom } from '../../shared/seeded-random.ts';

/**
 * Ten accounts, 50 knowledge entries and 200 tickets of the last 90 days before `now`. Ids are the same on every call;
 * the same `now` gives the same content to the last character.
 */
export function createSeed(now: number): Seed {
  const knowledge = createKnowledge(now);
  const random = createSeededRandom(20_260_612);
  const tickets = [...createDemoTickets(now), ...createTemplateTickets(now, knowledge, random)];
  return { users: seedUsers(), tickets: numberTickets(tickets), knowledge };
}

/** `SW20260612-0147`: day of opening in Shanghai, then the running number of that day. */
function numberTickets(tickets: readonly UnnumberedTicket[]): Ticket[] {
  const perDay = new Map<string, number>();
  return tickets
    .toSorted((a, b) => a.openedAt - b.openedAt)
    .map((ticket) => {
      const day = new Date(ticket.openedAt + 8 * 3_600_000)
        .toISOString()
        .slice(0, 10)
        .replaceAll('-', '');
      const running = (perDay.get(day) ?? 0) + 1;
      perDay.set(day, running);
      return { ...ticket, ticketNo: hubTicketNo(day, running) };
    });
}
