import { randomUUID } from 'node:crypto';
import type { DemandTaken, OpenDemand } from '../../../shared/contract/open/schemas.ts';
import { shanghaiDay } from '../../../shared/domain/tickets/ticket-no.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import { dispatchedTicket } from '../city/dispatched-ticket.ts';
import { hubRules } from '../office/hub-rules.ts';
import { keepTicket } from '../tickets/keep-ticket.ts';
import { type Asking, type OpenDeps, clientRow } from './asking.ts';
import { OpenRefusal } from './open-refusal.ts';

/**
 * Opens a ticket for a client, once for each of its keys: row of the ledger, ticket and audit are one transaction. Throws
 * `OpenRefusal('key.used')` for a key that stands for something else.
 */
export async function sendDemand(
  { store, clock, changes }: OpenDeps,
  asking: Asking,
  { key, demand }: { readonly key: string; readonly demand: OpenDemand },
): Promise<DemandTaken> {
  const { clientId, name } = asking.client;
  const at = clock.now();
  const raw = JSON.stringify(demand);
  const messageId = `${clientId}/${key}`;
  const { ticket, isNew } = await store.transaction(async (repositories) => {
    const ledger = repositories.exchanges.of('client');
    const known = await ledger.find('in', messageId);
    if (known) {
      const before = await repositories.tickets.get(known.ticketId ?? '');
      if (known.raw !== raw || !before) throw new OpenRefusal('key.used', 'Idempotency-Key');
      return { ticket: before, isNew: false };
    }
    const opened = await newTicket(repositories, { demand, name, now: at });
    const { ticketId, ticketNo, revision: seenRevision } = opened;
    await keepTicket(repositories, { before: null, ticket: opened, at });
    const cityNo = ownNumber(asking.client, ticketNo);
    const message = { messageId, cityNo, ticketId, raw, seenRevision, saidAt: at, at };
    await ledger.add({ ...takenIn, ...message, exchangeId: randomUUID(), kind: 'dispatch' });
    const row = clientRow(asking, { at, action: 'clientDemand', subjectId: ticketId });
    await repositories.audit.append(row);
    return { ticket: opened, isNew: true };
  });
  if (isNew) changes.notify();
  const { ticketNo, openedAt, deadline } = ticket;
  return { ticketNo, openedAt, dueAt: deadline?.dueAt ?? null };
}

/** What every row of the ledger says of a call that was carried out at once. */
export const takenIn = {
  direction: 'in',
  place: null,
  state: 'done',
  tries: 1,
  nextTryAt: null,
  reason: null,
  detail: null,
} as const;

/** By this the ledger finds what a client has handed in, and of no other one; names are given once. */
export function ownNumber({ name }: Asking['client'], ticketNo: string): string {
  return `${name}/${ticketNo}`;
}

async function newTicket(
  repositories: HubRepositories,
  {
    demand,
    name,
    now,
  }: { readonly demand: OpenDemand; readonly name: string; readonly now: number },
): Promise<Ticket> {
  const said = { dispatchedAt: now, dueAt: null, limit: '' };
  const not = { appointed: false, urgent: false, confidential: false };
  return dispatchedTicket(
    { ...said, ...demand, ...not },
    {
      ticketId: randomUUID(),
      ticketNo: await repositories.tickets.nextNumber(shanghaiDay(now)),
      system: 'client',
      cityNo: name,
      eventId: randomUUID(),
      now,
      rules: await hubRules(repositories, now),
    },
  );
}
