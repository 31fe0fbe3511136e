import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { closeWays, ticketStates } from '../domain/tickets/ticket.ts';
import { windowContract } from './window/desk.ts';
import { agentDeskContract } from './agents/agent.ts';
import { auditPageSchema, auditQuerySchema } from './audit/audit.ts';
import { procedure } from './base.ts';
import { callListFilterSchema, callListItemSchema } from './hub.ts';
import { credentialsSchema, idSchema, line, ticketNoSchema, userSchema } from './base-schemas.ts';
import { deskStateSchema, levelsSchema } from './desk/schemas.ts';
import { dialledSchema, phoneCommandSchema } from './phone/schemas.ts';
import {
  draftSchema,
  intakeSchema,
  knowledgeEntrySchema,
  knowledgeHitSchema,
  ticketSchema,
} from './tickets/schemas.ts';

/** Facts about the host that the page may rely on. Pages ask for capabilities, never for the host's name. */
export const hostInfoSchema = z.strictObject({
  version: z.string(),
  buildId: z.string(),
  deskId: idSchema,
  /** `host`: the host shows system notifications itself; `page`: the page must. */
  notifications: z.enum(['host', 'page']),
  /** Work numbers and passwords of the seeded demonstration accounts; `null` outside demo mode. */
  demoAccounts: z
    .array(z.strictObject({ workNo: z.string(), password: z.string(), role: z.string() }))
    .nullable(),
});

export type HostInfo = z.infer<typeof hostInfoSchema>;

/** Pushed to the desk page. `state` is always whole; the others are moments. */
export const deskEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('state'), state: deskStateSchema }),
  z.strictObject({ kind: z.literal('levels'), levels: levelsSchema }),
  z.strictObject({ kind: z.literal('ticketChanged'), ticketId: idSchema }),
  z.strictObject({ kind: z.literal('callsChanged') }),
  /** Somebody followed a `tel:` or `sip:` link: the number goes into the dial pad, one press away; nothing dials by itself. */
  z.strictObject({ kind: z.literal('dialRequested'), number: dialledSchema }),
]);
export type DeskEvent = z.infer<typeof deskEventSchema>;

const callLink = z.strictObject({ callId: idSchema, recordingId: idSchema.nullable() }).nullable();

const ticketChange = {
  commandId: idSchema,
  ticketId: idSchema,
  ticketNo: ticketNoSchema,
  intake: intakeSchema,
  call: callLink,
};

/** Desk page ↔ host. Every answer comes from local data, unless a comment says that it asks the hub. */
export const deskHostContract = {
  window: windowContract,
  info: procedure.output(hostInfoSchema),
  watch: procedure.output(eventIterator(deskEventSchema)),
  session: {
    /** Asks the hub; with the hub unreachable, the verifier kept from the last sign-in at this desk decides. */
    signIn: procedure.input(credentialsSchema).output(userSchema),
    signOut: procedure.output(z.void()),
  },
  agent: agentDeskContract,
  /** Resolves when the phone page has carried it out; fails with `phone.*`, `sip.*` or `media.*` codes. */
  phone: procedure.input(phoneCommandSchema).output(z.void()),
  tickets: {
    get: procedure.input(z.strictObject({ ticketId: idSchema })).output(ticketSchema),
    list: procedure
      .input(
        z.strictObject({
          text: line(100),
          states: z.array(z.enum(ticketStates)).max(20),
          limit: z.int().min(1).max(200),
          offset: z.int().min(0),
        }),
      )
      .output(z.strictObject({ tickets: z.array(ticketSchema), total: z.int().min(0) })),
    /** Number for a new ticket of this desk; unique without the hub. */
    newTicket: procedure.output(z.strictObject({ ticketId: idSchema, ticketNo: z.string() })),
    save: procedure.input(z.strictObject(ticketChange)).output(ticketSchema),
    /** Fails with `ticket.fieldsMissing` (and the fields) or `ticket.alreadyClosed`. */
    close: procedure
      .input(z.strictObject({ ...ticketChange, closeAs: z.enum(closeWays) }))
      .output(ticketSchema),
  },
  drafts: {
    get: procedure.input(z.strictObject({ draftKey: idSchema })).output(draftSchema.nullable()),
    save: procedure
      .input(z.strictObject({ draftKey: idSchema, body: intakeSchema }))
      .output(draftSchema),
    remove: procedure.input(z.strictObject({ draftKey: idSchema })).output(z.void()),
  },
  knowledge: {
    search: procedure
      .input(z.strictObject({ text: line(100), limit: z.int().min(1).max(50) }))
      .output(z.strictObject({ hits: z.array(knowledgeHitSchema) })),
    get: procedure.input(z.strictObject({ entryId: idSchema })).output(knowledgeEntrySchema),
  },
  problems: {
    /** Puts away a problem that tells of something past (`isDismissible`); any other one stays. */
    dismiss: procedure.input(z.strictObject({ problemId: z.string().max(80) })).output(z.void()),
  },
  audit: {
    /** For lead and administrator, asked from the hub, which notes that it was read. */
    list: procedure.input(auditQuerySchema).output(auditPageSchema),
  },
  calls: {
    /** Own calls from local data for an agent; for a lead all desks' calls, asked from the hub. */
    list: procedure.input(callListFilterSchema).output(
      z.strictObject({
        items: z.array(callListItemSchema),
        total: z.int().min(0),
        fromHub: z.boolean(),
      }),
    ),
  },
};
