import { randomUUID } from 'node:crypto';
import { changesOf, intakeOf } from '../../../src/shared/domain/tickets/intake-merge.ts';
import type { CallLink } from '../../../src/shared/domain/tickets/ticket-command.ts';
import {
  type CloseWay,
  type Intake,
  type Ticket,
  emptyIntake,
} from '../../../src/shared/domain/tickets/ticket.ts';
import type { DeskClient } from './host-clients.ts';

export interface FilledForm {
  readonly ticketId: string;
  readonly ticketNo: string;
  readonly intake: Intake;
  readonly call?: CallLink | null;
  readonly closeAs?: CloseWay;
  readonly commandId?: string;
}

/** Saves (or closes) a form that was opened on the ticket as this desk has it, or on none. */
export async function sendForm(desk: DeskClient, form: FilledForm): Promise<Ticket> {
  const { ticketId, ticketNo, call = null, closeAs, commandId = randomUUID() } = form;
  const ticket = await desk.tickets.get({ ticketId }).catch(() => null);
  const base = ticket && { revision: ticket.revision, intake: intakeOf(ticket) };
  const changes = changesOf(base?.intake ?? emptyIntake, form.intake);
  const action = closeAs
    ? ({ kind: 'close', changes, closeAs } as const)
    : ({ kind: 'edit', changes } as const);
  const command = { ticketId, ticketNo, base, call, action };
  return desk.tickets.carryOut({ commandId, command });
}
