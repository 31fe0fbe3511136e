import { randomUUID } from 'node:crypto';
import type { Done, OpenResult } from '../../../shared/contract/open/schemas.ts';
import { intakeOf } from '../../../shared/domain/tickets/intake-merge.ts';
import { anyAgent, mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { TicketAction } from '../../../shared/domain/tickets/ticket-action.ts';
import { decideTicket } from '../../../shared/domain/tickets/ticket-machine.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import { hubRules } from '../office/hub-rules.ts';
import { keepTicket } from '../tickets/keep-ticket.ts';
import { type Asking, type OpenDeps, clientRow } from './asking.ts';
import { OpenRefusal } from './open-refusal.ts';
import { ownNumber, takenIn } from './send-demand.ts';

/**
 * A department's result from its own program, by the machine of all; what nobody has signed yet is signed with it. Once for each key. Throws
 * `OpenRefusal`: `ticket.notFound` for a ticket of others or one that leaves the hub to nobody, `step.notNow`, `key.used`.
 */
export async function sendResult(
  { store, clock, changes }: OpenDeps,
  asking: Asking,
  {
    key,
    ticketNo,
    result,
  }: { readonly key: string; readonly ticketNo: string; readonly result: OpenResult },
): Promise<Done> {
  const at = clock.now();
  const raw = JSON.stringify({ ticketNo, ...result });
  const messageId = `${asking.client.clientId}/${key}`;
  const done = await store.transaction(async (repositories) => {
    const ledger = repositories.exchanges.of('client');
    const ticket = await theirTicket(repositories, asking, ticketNo);
    const known = await ledger.find('in', messageId);
    if (known && known.raw !== raw) throw new OpenRefusal('key.used', 'Idempotency-Key');
    if (known) return ticket;
    const next = await reported(repositories, { asking, ticket, result, at });
    const { ticketId, revision: seenRevision } = next;
    const cityNo = ownNumber(asking.client, ticketNo);
    const message = { messageId, cityNo, ticketId, raw, seenRevision, saidAt: at, at };
    await ledger.add({ ...takenIn, ...message, exchangeId: randomUUID(), kind: 'submitResult' });
    const row = clientRow(asking, { at, action: 'clientResult', subjectId: ticketId });
    await repositories.audit.append(row);
    return next;
  });
  changes.notify();
  return { ticketNo, state: done.state };
}

async function theirTicket(
  { tickets }: HubRepositories,
  { client }: Asking,
  ticketNo: string,
): Promise<Ticket> {
  const ticket = await tickets.numbered(ticketNo);
  const { departmentId } = client;
  const isTheirs =
    ticket !== null &&
    departmentId !== null &&
    mayReadTicket({ workNo: '', role: 'department', departmentId }, ticket) &&
    mayReadTicket(anyAgent, ticket);
  if (!isTheirs) throw new OpenRefusal('ticket.notFound');
  return ticket;
}

async function reported(
  repositories: HubRepositories,
  {
    asking,
    ticket,
    result,
    at,
  }: {
    readonly asking: Asking;
    readonly ticket: Ticket;
    readonly result: OpenResult;
    readonly at: number;
  },
): Promise<Ticket> {
  const rules = await hubRules(repositories, at);
  const sign: readonly TicketAction[] =
    ticket.state === 'assigned' ? [{ kind: 'departmentSign' }] : [];
  let before = ticket;
  for (const action of [...sign, { kind: 'submitResult', ...result } as const]) {
    const { ticketId, ticketNo, revision } = before;
    const base = { revision, intake: intakeOf(before) };
    const decision = decideTicket(
      before,
      { ticketId, ticketNo, base, call: null, action },
      {
        at,
        workNo: '',
        role: 'department',
        departmentId: asking.client.departmentId ?? '',
        numberKeyOf: () => null,
        eventId: randomUUID(),
        rules,
      },
    );
    if (decision.kind === 'refused') throw new OpenRefusal('step.notNow', decision.code);
    await keepTicket(repositories, { before, ticket: decision.ticket, at });
    before = decision.ticket;
  }
  return before;
}
