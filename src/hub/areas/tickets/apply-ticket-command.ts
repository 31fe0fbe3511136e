import type { HubTicketCommand } from '../../../shared/contract/commands/schemas.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { type TicketCommand, decideTicket } from '../../../shared/domain/tickets/ticket-machine.ts';
import { normaliseNumber } from '../../../shared/numbers/phone-number.ts';
import { countedTime } from '../commands/counted-time.ts';
import { type CommandContext, type Outcome, refused, refusedForNow } from '../commands/outcome.ts';

/** Decides with the same machine as the desk, against the ticket as the hub has it. ADR 0157. */
export async function applyTicketCommand(
  context: CommandContext,
  command: HubTicketCommand,
): Promise<Outcome> {
  const { repositories, commandId, user, broughtInBy, now } = context;
  const { tickets, feed, calls } = repositories;
  const current = await tickets.get(command.ticketId);
  const at = await believedTime(context, command, current);
  const decision = decideTicket(current, toTicketCommand(command), {
    at,
    heard: { receivedAt: now, saidAt: command.at },
    workNo: user.workNo,
    ...(broughtInBy === undefined ? {} : { broughtInBy }),
    numberKey: normaliseNumber(command.intake.requesterNumber).key,
    eventId: commandId,
  });
  if (decision.kind === 'refused') return refused(decision.code, current);
  if (current && !(await isWrittenOver(context, command, current)))
    return refused('ticket.conflict', current);
  // Not kept: the desk sends the same command again, with another number.
  if (!current && (await tickets.isNumberTaken(command.ticketNo)))
    return refusedForNow('ticket.numberTaken');
  await tickets.put(decision.ticket);
  if (command.call) await calls.linkTickets(command.call.callId, [command.ticketId]);
  const seq = await feed.append('ticket', command.ticketId);
  const made = { revision: decision.ticket.revision, countedAt: at };
  return { answer: { kind: 'accepted' }, seq, made };
}

async function believedTime(
  { repositories, deskId, user, now }: CommandContext,
  command: HubTicketCommand,
  current: Ticket | null,
): Promise<number> {
  const last = await repositories.commands.lastCountedAt(deskId, user.userId);
  return countedTime(command.at, { notBefore: [current?.updatedAt ?? null, last], now });
}

/**
 * Was the command written over the ticket as it is now? The desk has not seen what a colleague wrote since: nobody's text
 * is overwritten unread. A command that names no base was kept by an old desk; it has seen the ticket for certain only
 * where the last change is its own.
 */
async function isWrittenOver(
  { repositories, deskId }: CommandContext,
  { baseRevision }: HubTicketCommand,
  current: Ticket,
): Promise<boolean> {
  if (baseRevision !== undefined) return baseRevision === current.revision;
  const { ticketId, revision } = current;
  return (await repositories.commands.deskOfRevision(ticketId, revision)) === deskId;
}

function toTicketCommand(command: HubTicketCommand): TicketCommand {
  const { ticketId, ticketNo, intake, call } = command;
  const common = { ticketId, ticketNo, intake, call };
  return command.kind === 'ticketSave'
    ? { kind: 'save', ...common }
    : { kind: 'close', ...common, closeAs: command.closeAs };
}
