import { z } from 'zod';
import type { TicketBase, TicketCommand } from '../../domain/tickets/ticket-command.ts';
import { withChanges } from '../../domain/tickets/intake-merge.ts';
import { closeWays, emptyIntake } from '../../domain/tickets/ticket.ts';
import { idSchema, line } from '../base-schemas.ts';
import { callLinkSchema } from '../calls/schemas.ts';
import { intakeSchema } from './intake-schemas.ts';
import { ticketNoSchema } from './schemas.ts';

/**
 * Ticket commands of release 0.1.0: the whole form instead of what was changed in it. They wait in outboxes and are sent as
 * they were kept, because the hub knows a repeated command by what it says; nothing writes them any more.
 */
const form = {
  ticketId: idSchema,
  ticketNo: ticketNoSchema,
  intake: intakeSchema,
  call: callLinkSchema,
  /** For hubs of before ADR 0157; not read. */
  numberKey: line(32).nullable(),
  /** When it was done by the desk's clock. The hub believes it within limits only (ADR 0157). */
  at: z.int().min(0).max(8_640_000_000_000),
  /** Revision that was changed; `null` = the ticket did not exist; absent = kept since before ADR 0093. */
  baseRevision: z.int().min(0).nullable().optional(),
};

export const ticketSaveSchema = z.strictObject({ kind: z.literal('ticketSave'), ...form });
export const ticketCloseSchema = z.strictObject({
  kind: z.literal('ticketClose'),
  ...form,
  closeAs: z.enum(closeWays),
});
export type KeptTicketCommand =
  | z.infer<typeof ticketSaveSchema>
  | z.infer<typeof ticketCloseSchema>;

/**
 * A command in the shape that a hub of release 0.1.0 takes: the whole form, refused there when anybody has changed the ticket
 * since. `null` = that release knows no such action.
 */
export function keptTicketCommand({
  ticketId,
  ticketNo,
  base,
  call,
  action,
  at,
}: TicketCommand & { readonly at: number }): KeptTicketCommand | null {
  if (!('changes' in action)) return null;
  const form = {
    ticketId,
    ticketNo,
    intake: withChanges(base?.intake ?? emptyIntake, action.changes),
    call,
    numberKey: null,
    at,
    baseRevision: base?.revision ?? null,
  };
  return action.kind === 'close'
    ? { kind: 'ticketClose', ...form, closeAs: action.closeAs }
    : { kind: 'ticketSave', ...form };
}

/** Today's shape of a kept command. Its form says nothing of what it was opened on: `base` is what it is laid over. */
export function upgradeTicketCommand(
  kept: KeptTicketCommand,
  base: TicketBase | null,
): TicketCommand {
  const { ticketId, ticketNo, call, intake: changes } = kept;
  return {
    ticketId,
    ticketNo,
    base,
    call,
    action:
      kept.kind === 'ticketSave'
        ? { kind: 'edit', changes }
        : { kind: 'close', changes, closeAs: kept.closeAs },
  };
}
