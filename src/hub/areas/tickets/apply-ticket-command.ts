import type { HubTicketCommand } from '../../../shared/contract/commands/schemas.ts';
import { upgradeTicketCommand } from '../../../shared/contract/tickets/release-0-1-0.ts';
import { intakeOf } from '../../../shared/domain/tickets/intake-merge.ts';
import type { TicketCommand } from '../../../shared/domain/tickets/ticket-command.ts';
import { decideSent } from '../../../shared/domain/tickets/ticket-machine.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { normaliseNumber } from '../../../shared/numbers/phone-number.ts';
import { useAttachedFiles } from '../attachments/attached-files.ts';
import { countedTime } from '../commands/counted-time.ts';
import { openIncident } from '../incidents/open-incident.ts';
import { hubRules } from '../office/hub-rules.ts';
import { type CommandContext, type Outcome, refused, refusedForNow } from '../commands/outcome.ts';
import { keepTicket } from './keep-ticket.ts';

/** Decides with the same machine as the desk, against the ticket as the hub has it. ADR 0157, 0185. */
export async function applyTicketCommand(
  context: CommandContext,
  asked: HubTicketCommand,
): Promise<Outcome> {
  const { repositories, commandId, user, senderRole, broughtInBy, now } = context;
  const { tickets, calls } = repositories;
  const current = await tickets.get(asked.ticketId);
  // As if there were none: whoever knows an id learns nothing from it, and changes nothing.
  if (current && !mayReadTicket({ workNo: user.workNo, role: senderRole }, current))
    return refused('ticket.notFound');
  const command = todaysCommand(asked, current);
  const at = await believedTime(context, asked, current);
  const { decision, notClosed } = decideSent(current, command, {
    at,
    heard: { receivedAt: now, saidAt: asked.at },
    workNo: user.workNo,
    role: senderRole,
    ...(broughtInBy === undefined ? {} : { broughtInBy }),
    numberKeyOf: (typed) => normaliseNumber(typed).key,
    eventId: commandId,
    rules: await hubRules(repositories, at),
  });
  if (decision.kind === 'refused') return refused(decision.code, current);
  if (current && !(await isWrittenOver(context, asked, current)))
    return refused('ticket.conflict', current);
  // Not kept: the desk sends the same command again, with another number.
  if (!current && (await tickets.isNumberTaken(command.ticketNo)))
    return refusedForNow('ticket.numberTaken');
  const noFile = await useAttachedFiles(context, command.ticketId, command.action);
  if (noFile !== null) return refused(noFile, current);
  if (command.call) await calls.linkTickets(command.call.callId, [command.ticketId]);
  const kept = { before: current, ticket: decision.ticket, at: now };
  const seq = await keepTicket(repositories, kept);
  await openIncident(repositories, decision.ticket);
  const made = { revision: decision.ticket.revision, countedAt: at };
  const answer = { kind: 'accepted', ...(notClosed === undefined ? {} : { notClosed }) } as const;
  return { answer, seq, made };
}

function todaysCommand(asked: HubTicketCommand, current: Ticket | null): TicketCommand {
  if (asked.kind === 'ticket') return asked;
  const { revision } = current ?? { revision: 0 };
  return upgradeTicketCommand(asked, current && { revision, intake: intakeOf(current) });
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
 * Of a command of release 0.1.0, which carries a whole form: was it written over the ticket as it is now? The desk has not
 * seen what a colleague wrote since. One that names no base was kept by a desk of before ADR 0093; it has seen the ticket
 * for certain only where the last change is its own. Today's commands say what they were written over field by field.
 */
async function isWrittenOver(
  { repositories, deskId }: CommandContext,
  asked: HubTicketCommand,
  current: Ticket,
): Promise<boolean> {
  if (asked.kind === 'ticket') return true;
  if (asked.baseRevision !== undefined) return asked.baseRevision === current.revision;
  const { ticketId, revision } = current;
  return (await repositories.commands.deskOfRevision(ticketId, revision)) === deskId;
}
