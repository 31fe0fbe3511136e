import { z } from 'zod';
import { agentChangeSchema } from '../agents/schemas.ts';
import { errorCodeSchema, line } from '../base-schemas.ts';
import { callRecordSchema } from '../calls/schemas.ts';
import { recordingEventSchema, recordingSchema } from '../recordings/schemas.ts';
import { ticketCloseSchema, ticketSaveSchema } from '../tickets/release-0-1-0.ts';
import { mergeOrderSchema, skippedSchema } from '../tickets/merge-schemas.ts';
import { ticketCommandSchema, ticketSchema } from '../tickets/schemas.ts';
import { contractNumber, since } from '../since.ts';
import { asWritten, tolerant } from '../tolerant.ts';

/** When it was done by the desk's clock. The hub believes it within limits only (ADR 0157). */
const saidAt = z.int().min(0).max(8_640_000_000_000);

/**
 * What a desk's outbox sends. The hub accepts each `commandId` once and repeats its answer afterwards. Of a record, which is
 * stored as it came, unknown fields are kept; in all else an unknown field would be lost, and the command waits (`unreadCode`).
 */
export const hubCommandSchema = asWritten(
  z.discriminatedUnion('kind', [
    ticketCommandSchema.extend({
      kind: z.literal('ticket'),
      at: saidAt,
    }),
    ticketSaveSchema,
    ticketCloseSchema,
    mergeOrderSchema.extend({ kind: z.literal('ticketMerge'), at: saidAt }),
    z.strictObject({ kind: z.literal('callRecord'), call: tolerant(callRecordSchema, 'keep') }),
    z.strictObject({
      kind: z.literal('recordingRow'),
      recording: tolerant(recordingSchema, 'keep'),
    }),
    z.strictObject({ kind: z.literal('recordingEvent'), event: recordingEventSchema }),
    z.strictObject({ kind: z.literal('agentState'), change: agentChangeSchema }),
  ]),
);
export type HubCommand = z.infer<typeof hubCommandSchema>;

/** A command that this program cannot read: of a newer release, or none at all. */
const unreadCommandSchema = z
  .object({ kind: line(40) })
  .transform(({ kind }) => ({ kind: 'unread' as const, said: kind }));
export type UnreadCommand = z.infer<typeof unreadCommandSchema>;

/** A command as it comes to a hub. */
export const submittedCommandSchema = z.union([hubCommandSchema, unreadCommandSchema]);

const kinds: ReadonlySet<string> = new Set(
  hubCommandSchema.options.map(({ shape }) => shape.kind.value),
);

/** What the desk is told: to keep it until the hub is as new as the desk, or, of a desk that is not newer, that it is wrong. */
export function unreadCode(
  { said }: UnreadCommand,
  deskContract: number,
): 'hub.olderThanDesk' | 'input.invalid' {
  return deskContract > contractNumber || !kinds.has(said) ? 'hub.olderThanDesk' : 'input.invalid';
}
export type HubTicketCommand = Extract<
  HubCommand,
  { kind: 'ticket' | 'ticketSave' | 'ticketClose' }
>;

export type HubMergeCommand = Extract<HubCommand, { kind: 'ticketMerge' }>;

export const hubCommandResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('accepted'),
    /** Of a closing: its words are saved, but the ticket stays open for this reason (`decideSent`). */
    notClosed: since(2, errorCodeSchema.optional()),
    /** Of a merge: what was left as it is, and why; absent = nothing was. */
    skipped: since(3, z.array(skippedSchema).optional()),
  }),
  /** Final: the desk keeps the command, shows the conflict and takes the hub's ticket. */
  z.strictObject({
    kind: z.literal('refused'),
    code: errorCodeSchema,
    ticket: ticketSchema.nullable(),
  }),
  /** Only for a command with an `author`: not in this way, or not yet; the desk keeps it waiting (ADR 0156). */
  z.strictObject({ kind: z.literal('notYet') }),
]);
export type HubCommandResult = z.infer<typeof hubCommandResultSchema>;
