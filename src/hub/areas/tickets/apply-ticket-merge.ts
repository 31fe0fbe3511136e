import type { HubMergeCommand } from '../../../shared/contract/commands/schemas.ts';
import { decideMerge } from '../../../shared/domain/tickets/merge.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { countedTime } from '../commands/counted-time.ts';
import { type CommandContext, type Outcome, refused } from '../commands/outcome.ts';
import { keepTicket } from './keep-ticket.ts';

/**
 * 并单 and 拆单 of up to 500 tickets in the one transaction of the command, by the machine of `merge.ts`: what cannot is skipped and named
 * in the answer, the rest goes on. ADR 0243.
 */
export async function applyTicketMerge(
  context: CommandContext,
  { act, mainId, otherIds, reason, at: saidAt }: HubMergeCommand,
): Promise<Outcome> {
  const { repositories, commandId, user, senderRole, broughtInBy, now } = context;
  const reader = { workNo: user.workNo, role: senderRole };
  // One that is not for who asks is like one that there is not.
  const found = (await repositories.tickets.list([...new Set([mainId, ...otherIds])])).filter(
    (ticket) => mayReadTicket(reader, ticket),
  );
  const known = new Map(found.map((ticket) => [ticket.ticketId, ticket]));
  const main = known.get(mainId) ?? null;
  const at = await believedTime(context, saidAt, found);
  const decision = decideMerge(
    { act, mainId, otherIds, reason },
    { main, others: otherIds.map((id) => [id, known.get(id) ?? null]) },
    {
      at,
      heard: { receivedAt: now, saidAt },
      workNo: user.workNo,
      role: senderRole,
      ...(broughtInBy === undefined ? {} : { broughtInBy }),
      eventId: commandId,
    },
  );
  if (decision.kind === 'refused') return refused(decision.code, main);
  const { skipped } = decision;
  let seq = 0;
  for (const ticket of [...decision.others, decision.main]) {
    const before = known.get(ticket.ticketId) ?? null;
    seq = await keepTicket(repositories, { before, ticket, at: now });
  }
  return {
    answer: { kind: 'accepted', ...(skipped.length === 0 ? {} : { skipped: [...skipped] }) },
    seq,
    made: { revision: decision.main.revision, countedAt: at },
    alsoChanged: decision.others.map(({ ticketId }) => ticketId),
  };
}

async function believedTime(
  { repositories, deskId, user, now }: CommandContext,
  saidAt: number,
  tickets: readonly Ticket[],
): Promise<number> {
  const last = await repositories.commands.lastCountedAt(deskId, user.userId);
  return countedTime(saidAt, {
    notBefore: [last, ...tickets.map(({ updatedAt }) => updatedAt)],
    now,
  });
}
