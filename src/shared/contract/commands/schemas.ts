import { z } from 'zod';
import { agentChangeSchema } from '../agents/schemas.ts';
import { errorCodeSchema } from '../base-schemas.ts';
import { callRecordSchema } from '../calls/schemas.ts';
import { recordingEventSchema, recordingSchema } from '../recordings/schemas.ts';
import { ticketCloseSchema, ticketSaveSchema, ticketSchema } from '../tickets/schemas.ts';

/** What a desk's outbox sends. The hub accepts each `commandId` once and repeats its answer afterwards. */
export const hubCommandSchema = z.discriminatedUnion('kind', [
  ticketSaveSchema,
  ticketCloseSchema,
  z.strictObject({ kind: z.literal('callRecord'), call: callRecordSchema }),
  z.strictObject({ kind: z.literal('recordingRow'), recording: recordingSchema }),
  z.strictObject({ kind: z.literal('recordingEvent'), event: recordingEventSchema }),
  z.strictObject({ kind: z.literal('agentState'), change: agentChangeSchema }),
]);
export type HubCommand = z.infer<typeof hubCommandSchema>;
export type HubTicketCommand = Extract<HubCommand, { kind: 'ticketSave' | 'ticketClose' }>;

export const hubCommandResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('accepted') }),
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
