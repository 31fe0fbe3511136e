import type { HubTicketCommand } from '../../../shared/contract/hub.ts';
import { type TicketCommand, decideTicket } from '../../../shared/domain/ticket-machine.ts';
import { type CommandContext, type Outcome, refused } from './outcome.ts';

/** Decides with the same machine as the desk, against the ticket as the hub has it. */
export async function applyTicketCommand(
  context: CommandContext,
  command: HubTicketCommand,
): Promise<Outcome> {
  const { tickets, feed, calls } = context.repositories;
  const current = await tickets.get(command.ticketId);
  const decision = decideTicket(current, toTicketCommand(command), {
    // A desk whose clock is ahead must not date a ticket into the future.
    at: Math.min(command.at, context.now),
    workNo: context.user.workNo,
    numberKey: command.numberKey,
    eventId: context.commandId,
  });
  if (decision.kind === 'refused') return refused(decision.code, current);
  const { baseRevision } = command;
  // The desk has not seen what a colleague wrote since: nobody's text is overwritten unread.
  const isUnseen = baseRevision !== undefined && current && current.revision > (baseRevision ?? -1);
  if (isUnseen) return refused('ticket.conflict', current);
  await tickets.put(decision.ticket);
  if (command.call) await calls.linkTickets(command.call.callId, [command.ticketId]);
  return { answer: { kind: 'accepted' }, seq: await feed.append('ticket', command.ticketId) };
}

function toTicketCommand(command: HubTicketCommand): TicketCommand {
  const { ticketId, ticketNo, intake, call } = command;
  const common = { ticketId, ticketNo, intake, call };
  return command.kind === 'ticketSave'
    ? { kind: 'save', ...common }
    : { kind: 'close', ...common, closeAs: command.closeAs };
}
