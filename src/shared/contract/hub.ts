import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { closeWays } from '../domain/tickets/ticket.ts';
import { agentChangeSchema, agentHubContract } from './agents/agent.ts';
import { auditContract } from './audit/audit.ts';
import { procedure } from './base.ts';
import {
  credentialsSchema,
  errorCodeSchema,
  idSchema,
  line,
  ticketNoSchema,
  userSchema,
} from './base-schemas.ts';
import { callRecordSchema, endReasonSchema } from './calls/schemas.ts';
import { recordingEventSchema, recordingSchema } from './recordings/schemas.ts';
import { intakeSchema, knowledgeEntrySchema, ticketSchema } from './tickets/schemas.ts';

/** One call of the list in 通话 and 录音. `recording: null` = never answered, or see `call.noRecordingReason`. */
export const callListItemSchema = z.strictObject({
  call: callRecordSchema,
  agentName: line(80),
  ticketNos: z.array(z.string()),
  recording: recordingSchema.nullable(),
  /** Present, for the lead, when another desk says that the call is its own: what it has brought. A matter to look into. */
  otherRecordings: z.array(recordingSchema).optional(),
  /** Present, for the lead at a proven desk, when the call's own times cannot be right (the desk's clock): when the hub got it. */
  timesDoubtedAt: z.int().min(0).optional(),
});
export type CallListItem = z.infer<typeof callListItemSchema>;

export const callListFilterSchema = z.strictObject({
  from: z.int().min(0).nullable(),
  to: z.int().min(0).nullable(),
  agentWorkNo: line(16).nullable(),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  /** Part of a number or a ticket number. */
  text: line(40),
  /** Only calls with a recording in one of these states; empty = all calls. */
  recordingStates: z.array(z.enum(['writing', 'closed', 'uploading', 'synced', 'damaged'])).max(20),
  /** Only calls that ended so; empty or absent = all. */
  endReasons: z.array(endReasonSchema).max(20).optional(),
  /** Only calls that were talked (`true`) or never were (`false`). */
  answered: z.boolean().optional(),
  /** Only calls with (`true`) or without (`false`) a recording. */
  recorded: z.boolean().optional(),
  limit: z.int().min(1).max(200),
  offset: z.int().min(0),
});
export type CallListFilter = z.infer<typeof callListFilterSchema>;

const callLink = z.strictObject({ callId: idSchema, recordingId: idSchema.nullable() }).nullable();

/**
 * Revision of the ticket that was changed; `null` = it did not exist. Every desk says it. Absent = a command that an old
 * desk has kept: it passes only where this desk itself made the ticket's last change (ADR 0157).
 */
const baseRevision = z.int().min(0).nullable().optional();

const ticketChange = {
  ticketId: idSchema,
  ticketNo: ticketNoSchema,
  intake: intakeSchema,
  call: callLink,
  /** For a hub of before ADR 0157; since then the hub reads `intake.requesterNumber` itself. */
  numberKey: line(32).nullable(),
  /** When it was done by the desk's clock. The hub believes it within limits only (ADR 0157). */
  at: z.int().min(0).max(8_640_000_000_000),
  baseRevision,
};

/** What a desk's outbox sends. The hub accepts each `commandId` once and repeats its answer afterwards. */
export const hubCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ticketSave'),
    ...ticketChange,
  }),
  z.strictObject({
    kind: z.literal('ticketClose'),
    ...ticketChange,
    closeAs: z.enum(closeWays),
  }),
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

/** One change of the replica feed, in the hub's order. */
export const changeSchema = z.discriminatedUnion('entity', [
  z.strictObject({ seq: z.int().min(1), entity: z.literal('ticket'), body: ticketSchema }),
  z.strictObject({
    seq: z.int().min(1),
    entity: z.literal('knowledge'),
    body: knowledgeEntrySchema,
  }),
]);
export type Change = z.infer<typeof changeSchema>;

/** Keys a desk needs from its hub. `wrap` seals segment keys to the hub; `receipt` checks its signatures. */
export const hubKeysSchema = z.strictObject({
  wrapKeyId: z.string().max(64),
  /** SPKI PEM, RSA-3072; segment keys are wrapped by RSA-OAEP with SHA-256 (RFC 8017 §7.1). */
  wrapPublicKeyPem: z.string().max(4000),
  receiptKeyId: z.string().max(64),
  /** SPKI PEM, Ed25519 (RFC 8032). */
  receiptPublicKeyPem: z.string().max(4000),
});
export type HubKeys = z.infer<typeof hubKeysSchema>;

/** Signed proof that the hub has re-read and hashed a segment and that it is on stable storage. */
export const receiptSchema = z.strictObject({
  recordingId: idSchema,
  segment: z.int().min(0),
  byteLength: z.int().min(0),
  /** Lower-case hex SHA-256 of the whole encrypted segment file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  storedAt: z.int().min(0),
  keyId: z.string().max(64),
  /** Base64 Ed25519 signature over the canonical text of `shared/recording/receipt-text.ts`. */
  signature: z.string().max(200),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** How a desk shows that it is itself: its key, a challenge of the hub, and its signature (`shared/node/desk-key-pair.ts`). */
export const deskProofSchema = z.strictObject({
  /** Base64 SPKI DER, Ed25519 (RFC 8410). */
  publicKey: z.string().max(200),
  challenge: z.string().max(200),
  /** Base64 */
  signature: z.string().max(200),
});
export type DeskProof = z.infer<typeof deskProofSchema>;

/** Absent from a desk of an older release: taken while its id is enrolled by nobody. */
const proof = deskProofSchema.optional();

const sessionSchema = z.strictObject({
  /** Opaque; sent as `Authorization: Bearer …`. Never logged. */
  accessToken: z.string(),
  accessExpiresAt: z.int().min(0),
  refreshToken: z.string(),
  user: userSchema,
  keys: hubKeysSchema,
});
export type HubSession = z.infer<typeof sessionSchema>;

/**
 * Desk host ↔ hub. HTTP under `/api` (OpenAPI), the same contract over WebSocket under `/ws` for `changes.watch`.
 * Uploads: tus 1.0 under `/uploads`. Sound: `GET /recordings/{id}/audio`, see `http-paths.ts`.
 */
export const hubContract = {
  /** `version` only for somebody signed in: what runs here is nobody else's business. */
  health: procedure.route({ method: 'GET', path: '/health' }).output(
    z.strictObject({
      name: z.literal('hotline-hub'),
      version: z.string().optional(),
      now: z.int(),
    }),
  ),
  auth: {
    /** What to sign next, for this desk and this person. Hubs of older releases answer 404: sign in without a proof. */
    challenge: procedure
      .route({ method: 'POST', path: '/auth/challenge' })
      .input(credentialsSchema.pick({ workNo: true }).extend({ deskId: idSchema }))
      .output(z.strictObject({ challenge: z.string().max(200), expiresAt: z.int().min(0) })),
    /** Fails with `hub.badCredentials`, `.accountLocked`, `.accountDisabled`, `.signInBusy`, `.deskNotProven`, `.deskDisabled`. */
    signIn: procedure
      .route({ method: 'POST', path: '/auth/sign-in' })
      .input(credentialsSchema.extend({ deskId: idSchema, proof }))
      .output(sessionSchema),
    /** Fails with `hub.sessionExpired`, `.accountDisabled`, `.deskNotProven`, `.deskDisabled`. */
    refresh: procedure
      .route({ method: 'POST', path: '/auth/refresh' })
      .input(z.strictObject({ refreshToken: z.string().max(200), deskId: idSchema, proof }))
      .output(sessionSchema),
    signOut: procedure.route({ method: 'POST', path: '/auth/sign-out' }).output(z.void()),
  },
  changes: {
    pull: procedure
      .route({ method: 'GET', path: '/changes' })
      .input(
        z.strictObject({
          since: z.coerce.number().int().min(0),
          limit: z.coerce.number().int().min(1).max(1000),
        }),
      )
      .output(
        z.strictObject({ changes: z.array(changeSchema), next: z.int().min(0), more: z.boolean() }),
      ),
    /** Emits the newest sequence number at once and after each change. */
    watch: procedure.output(eventIterator(z.strictObject({ seq: z.int().min(0) }))),
  },
  commands: {
    /**
     * `author`: work number of who gave a ticket command, when it is not who sends it (ADR 0156). Hubs of older releases
     * answer `input.invalid`: it waits.
     */
    submit: procedure
      .route({ method: 'POST', path: '/commands' })
      .input(
        z.strictObject({
          commandId: idSchema,
          command: hubCommandSchema,
          author: credentialsSchema.shape.workNo.optional(),
        }),
      )
      .output(hubCommandResultSchema),
  },
  calls: {
    list: procedure
      .route({ method: 'POST', path: '/calls/query' })
      .input(callListFilterSchema)
      .output(z.strictObject({ items: z.array(callListItemSchema), total: z.int().min(0) })),
  },
  agents: agentHubContract,
  audit: auditContract,
  recordings: {
    /** The receipt of a segment that is stored; `null` while it is not. Asked after an upload whose answer was lost. */
    receipt: procedure
      .route({ method: 'GET', path: '/recordings/{recordingId}/segments/{segment}/receipt' })
      .input(z.strictObject({ recordingId: idSchema, segment: z.coerce.number().int().min(0) }))
      .output(receiptSchema.nullable()),
  },
};
