import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { CallId, CommandId, RecordingId, TicketId } from '../../../shared/domain/ids.ts';
import type { OfficeRules } from '../../../shared/domain/office/office-rules.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { CallResult } from '../../../shared/domain/calls/call-result.ts';
import type { TicketAction } from '../../../shared/domain/tickets/ticket-action.ts';
import type { TicketCommand } from '../../../shared/domain/tickets/ticket-command.ts';
import {
  formatTicketNo,
  sendableTicketNo,
  shanghaiDay,
} from '../../../shared/domain/tickets/ticket-no.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import {
  type TicketDecision,
  decideTicket,
} from '../../../shared/domain/tickets/ticket-machine.ts';
import { normaliseNumber } from '../../../shared/numbers/phone-number.ts';
import type { ClosingUndo } from './closing-undo.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { TicketQuery } from '../../storage/ticket-list-queries.ts';

/** Work on tickets, decided and kept here at once; the hub hears of it through the outbox. */
export interface Tickets {
  /** Throws `ticket.notFound`, also for a ticket that is not for `reader`. */
  get(reader: Actor, ticketId: TicketId): Promise<Ticket>;
  list(filter: TicketQuery): Promise<{ tickets: Ticket[]; total: number }>;
  newTicket(workNo: string): Promise<{ ticketId: TicketId; ticketNo: string }>;
  /**
   * Repeating a `commandId` gives the ticket as it is. Throws what `decideTicket` refuses; `ticket.fieldsMissing` names the
   * fields.
   */
  carryOut(user: Actor, commandId: CommandId, command: TicketCommand): Promise<Ticket>;
  /** See the contract. */
  readonly undoClose: ClosingUndo['undo'];
}

type Actor = Pick<User, 'workNo' | 'role'>;

/** How often a change is decided again when the ticket changed in between. */
const attempts = 5;

export function createTickets(deps: {
  readonly store: Pick<
    StoreApi['tickets'],
    | 'getTicket'
    | 'isGone'
    | 'listTickets'
    | 'isCommandKnown'
    | 'saveTicketWithCommand'
    | 'nextTicketCount'
  >;
  readonly clock: Clock;
  readonly newId: () => string;
  /** The recording of a call taken at this desk. */
  readonly recordingOf: (callId: CallId) => Promise<RecordingId | null>;
  readonly onChanged: (ticketId: TicketId) => void;
  /** Worked on during a call; `result` is what came of the call by that. */
  readonly onLinked: (callId: CallId, ticketId: TicketId, result: CallResult) => void;
  readonly onQueued: () => void;
  /** By which deadlines are counted, and to whom a ticket may be given. */
  readonly rules: () => OfficeRules;
  readonly undo: ClosingUndo;
}): Tickets {
  const { store, clock, newId, undo } = deps;
  const get = async (reader: Actor, ticketId: TicketId) => {
    const ticket = await store.getTicket(ticketId);
    if (!ticket || !mayReadTicket(reader, ticket)) throw new AppError('ticket.notFound');
    return ticket;
  };
  /** A page that was loaded again after the call no longer knows its recording. */
  const withRecording = async (command: TicketCommand): Promise<TicketCommand> => {
    const { call } = command;
    if (call === null || call.recordingId !== null) return command;
    return { ...command, call: { ...call, recordingId: await deps.recordingOf(call.callId) } };
  };
  const attempt = async (user: Actor, commandId: CommandId, command: TicketCommand) => {
    const before = await store.getTicket(command.ticketId);
    const isTheirs = before ? mayReadTicket(user, before) : !(await store.isGone(command.ticketId));
    if (!isTheirs) throw new AppError('ticket.notFound');
    const at = clock.now();
    const decision = decideTicket(before, command, {
      ...user,
      at,
      numberKeyOf: (typed) => normaliseNumber(typed).key,
      eventId: commandId,
      rules: deps.rules(),
    });
    if (decision.kind === 'refused') throw refusal(decision);
    const { ticket } = decision;
    // The number may have changed since the page asked for it (`ticket.numberTaken`).
    const ticketNo = sendableTicketNo(ticket.ticketNo) ?? command.ticketNo;
    const save = () =>
      store.saveTicketWithCommand(ticket, before?.revision ?? null, {
        commandId,
        workNo: user.workNo,
        at,
        command: { kind: 'ticket', ...command, ticketNo, at },
      });
    const { workNo } = user;
    const outcome =
      command.action.kind === 'close'
        ? await undo.keeping({ commandId, workNo, before, command, ticket }, save)
        : await save();
    return { ticket, outcome };
  };
  return {
    get,
    list: (filter) => store.listTickets(filter),
    async newTicket(workNo) {
      const day = shanghaiDay(clock.now());
      const count = await store.nextTicketCount(day, workNo);
      return { ticketId: newId(), ticketNo: formatTicketNo(day, workNo, count) };
    },
    async carryOut(user, commandId, asked) {
      if (await store.isCommandKnown(commandId)) return get(user, asked.ticketId);
      const command = await withRecording(asked);
      for (let left = attempts; left > 0; left -= 1) {
        const { ticket, outcome } = await attempt(user, commandId, command);
        if (outcome === 'stale') continue;
        if (outcome === 'repeated') return get(user, command.ticketId);
        if (command.call) {
          const { callId } = command.call;
          deps.onLinked(callId, ticket.ticketId, resultOf(command.action));
        }
        deps.onChanged(ticket.ticketId);
        deps.onQueued();
        return ticket;
      }
      throw new AppError('ticket.conflict');
    },
    undoClose: undo.undo,
  };
}

function resultOf(action: TicketAction): CallResult {
  return action.kind === 'close' && action.closeAs === 'directAnswer' ? 'answered' : 'registered';
}

function refusal({ code, fields }: Extract<TicketDecision, { kind: 'refused' }>): AppError {
  if (code !== 'ticket.fieldsMissing') return new AppError(code);
  const missing = fields.map((field) => [field, 'required' as const]);
  return new AppError(code, { fields: Object.fromEntries(missing) });
}
