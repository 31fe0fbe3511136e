import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/clock.ts';
import { hubDueOf } from '../../../shared/domain/tickets/hub-due.ts';
import { intakeOf } from '../../../shared/domain/tickets/intake-merge.ts';
import { decideTicket } from '../../../shared/domain/tickets/ticket-machine.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import { hubRules } from '../office/hub-rules.ts';
import { keepTicket } from './keep-ticket.ts';

export interface TakeDueDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What cannot be done now is tried again then. */
const againMs = 3_600_000;

/**
 * Does to one ticket what its time has come for, by the machine of all desks, in one transaction; says whether it has changed. What the
 * table refuses, or a newer program wrote, is put off and logged by its code.
 */
export function takeDue({ store, clock, logger }: TakeDueDeps, ticketId: string): Promise<boolean> {
  return store.transaction(async (repositories) => {
    const at = clock.now();
    const putOff = async (why: string, revision: number) => {
      logger.warn('tickets.dueRefused', { why });
      await repositories.times.put(ticketId, { revision, dueAt: at + againMs });
      return false;
    };
    const [ticket] = await repositories.tickets.list([ticketId]);
    if (!ticket) return putOff('unreadable', 0);
    const due = hubDueOf(ticket);
    if (due === null || due.at > at) {
      await seeTicket(repositories, ticketId);
      return false;
    }
    const { ticketNo, revision } = ticket;
    const base = { revision, intake: intakeOf(ticket) };
    const decision = decideTicket(
      ticket,
      { ticketId, ticketNo, base, call: null, action: due.action },
      {
        at,
        workNo: '',
        role: 'hub',
        numberKeyOf: () => null,
        eventId: randomUUID(),
        rules: await hubRules(repositories, at),
      },
    );
    if (decision.kind === 'refused') return putOff(decision.code, revision);
    await keepTicket(repositories, { before: ticket, ticket: decision.ticket, at });
    return true;
  });
}

/**
 * Notes of the ticket as it stands now when the hub owes it something, and by what it is found. One that cannot be read is looked at
 * again by the next program.
 */
export async function seeTicket(
  { tickets, times, ticketIndex }: Pick<HubRepositories, 'tickets' | 'times' | 'ticketIndex'>,
  ticketId: string,
): Promise<void> {
  const [ticket] = await tickets.list([ticketId]);
  if (!ticket) return;
  await times.put(ticketId, { revision: ticket.revision, dueAt: hubDueOf(ticket)?.at ?? null });
  await ticketIndex.put(ticket);
}
