import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubTicketCommand } from '../../../shared/contract/commands/schemas.ts';
import type { CallId, CommandId, RecordingId, TicketId } from '../../../shared/domain/ids.ts';
import {
  formatTicketNo,
  sendableTicketNo,
  shanghaiDay,
} from '../../../shared/domain/tickets/ticket-no.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { type TicketCommand, decideTicket } from '../../../shared/domain/tickets/ticket-machine.ts';
import { normaliseNumber } from '../../../shared/numbers/phone-number.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { TicketQuery } from '../../storage/ticket-queries.ts';

/** Work on tickets, decided and kept here at once; the hub hears of it through the outbox. */
export interface Tickets {
  /** Throws `ticket.notFound`. */
  get(ticketId: TicketId): Promise<Ticket>;
  list(filter: TicketQuery): Promise<{ tickets: Ticket[]; total: number }>;
  newTicket(workNo: string): Promise<{ ticketId: TicketId; ticketNo: string }>;
  /** Repeating a `commandId` gives the ticket as it is. Throws `ticket.alreadyClosed`, `ticket.fieldsMissing`. */
  carryOut(workNo: string, commandId: CommandId, command: TicketCommand): Promise<Ticket>;
}

/** How often a change is decided again when the ticket changed in between. */
const attempts = 5;

export function createTickets(deps: {
  readonly store: Pick<
    StoreApi['tickets'],
    'getTicket' | 'listTickets' | 'isCommandKnown' | 'saveTicketWithCommand' | 'nextTicketCount'
  >;
  readonly clock: Clock;
  readonly newId: () => string;
  /** The recording of a call taken at this desk. */
  readonly recordingOf: (callId: CallId) => Promise<RecordingId | null>;
  readonly onChanged: (ticketId: TicketId) => void;
  readonly onLinked: (callId: CallId, ticketId: TicketId) => void;
  readonly onQueued: () => void;
}): Tickets {
  const { store, clock, newId } = deps;
  const get = async (ticketId: TicketId) => {
    const ticket = await store.getTicket(ticketId);
    if (!ticket) throw new AppError('ticket.notFound');
    return ticket;
  };
  /** A page that was loaded again after the call no longer knows its recording. */
  const withRecording = async (command: TicketCommand): Promise<TicketCommand> => {
    const { call } = command;
    if (call === null || call.recordingId !== null) return command;
    return { ...command, call: { ...call, recordingId: await deps.recordingOf(call.callId) } };
  };
  const attempt = async (workNo: string, commandId: CommandId, command: TicketCommand) => {
    const before = await store.getTicket(command.ticketId);
    const context = contextOf(command, { workNo, at: clock.now(), eventId: commandId });
    const ticket = decide(before, command, context);
    const baseRevision = before?.revision ?? null;
    // The number may have changed since the page asked for it (`ticket.numberTaken`).
    const ticketNo = sendableTicketNo(ticket.ticketNo) ?? command.ticketNo;
    const hubCommand = { ...hubCommandOf({ ...command, ticketNo }, context), baseRevision };
    const entry = { commandId, workNo, at: context.at, command: hubCommand };
    return { ticket, outcome: await store.saveTicketWithCommand(ticket, baseRevision, entry) };
  };
  return {
    get,
    list: (filter) => store.listTickets(filter),
    async newTicket(workNo) {
      const day = shanghaiDay(clock.now());
      const count = await store.nextTicketCount(day, workNo);
      return { ticketId: newId(), ticketNo: formatTicketNo(day, workNo, count) };
    },
    async carryOut(workNo, commandId, asked) {
      if (await store.isCommandKnown(commandId)) return get(asked.ticketId);
      const command = await withRecording(asked);
      for (let left = attempts; left > 0; left -= 1) {
        const { ticket, outcome } = await attempt(workNo, commandId, command);
        if (outcome === 'stale') continue;
        if (outcome === 'repeated') return get(command.ticketId);
        if (command.call) deps.onLinked(command.call.callId, ticket.ticketId);
        deps.onChanged(ticket.ticketId);
        deps.onQueued();
        return ticket;
      }
      throw new AppError('ticket.conflict');
    },
  };
}

interface Context {
  readonly at: number;
  readonly workNo: string;
  readonly eventId: string;
  readonly numberKey: string | null;
}

function contextOf(command: TicketCommand, facts: Omit<Context, 'numberKey'>): Context {
  return { ...facts, numberKey: normaliseNumber(command.intake.requesterNumber).key };
}

function decide(before: Ticket | null, command: TicketCommand, context: Context): Ticket {
  const decision = decideTicket(before, command, context);
  if (decision.kind === 'accepted') return decision.ticket;
  if (decision.code === 'ticket.alreadyClosed') throw new AppError('ticket.alreadyClosed');
  throw new AppError('ticket.fieldsMissing', {
    fields: Object.fromEntries(decision.missing.map((field) => [field, 'required' as const])),
  });
}

/** What the hub is told: the same command with the time and the number key of the decision made here. */
function hubCommandOf(command: TicketCommand, { at, numberKey }: Context): HubTicketCommand {
  const { ticketId, ticketNo, intake, call } = command;
  const shared = { ticketId, ticketNo, intake, call, numberKey, at };
  return command.kind === 'save'
    ? { kind: 'ticketSave', ...shared }
    : { kind: 'ticketClose', ...shared, closeAs: command.closeAs };
}
