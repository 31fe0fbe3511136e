import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
import { agentViewSchema } from './agents/schemas.ts';
import { errorCodeSchema, idSchema } from './base-schemas.ts';
import { levelsSchema } from './desk/schemas.ts';
import { phoneCommandSchema, phoneConfigSchema, phoneSnapshotSchema } from './phone/schemas.ts';
import { recordingEventSchema } from './recordings/schemas.ts';
import { seatVerdictSchema } from './seat/schemas.ts';

/** What the host tells the phone page for as long as it holds the lease. */
export const phoneOrderSchema = z.discriminatedUnion('kind', [
  /** First message. Another page holds the phone: offer to take over. */
  z.strictObject({ kind: z.literal('leaseHeld') }),
  /** First message otherwise, and again when the user or the settings change. `config: null` = nobody is signed in. */
  z.strictObject({ kind: z.literal('config'), config: phoneConfigSchema.nullable() }),
  z.strictObject({ kind: z.literal('command'), commandId: idSchema, command: phoneCommandSchema }),
  /** Another page took over, or the host is closing: hang up nothing, unregister, stop. */
  z.strictObject({ kind: z.literal('leaseLost') }),
]);
export type PhoneOrder = z.infer<typeof phoneOrderSchema>;

/** What the bar shows of its desk beside the calls, which it knows itself. */
const deskFaceSchema = z.strictObject({
  agent: agentViewSchema.nullable(),
  seat: seatVerdictSchema,
});
export type DeskFace = z.infer<typeof deskFaceSchema>;

/**
 * Phone page ↔ host. Chunks of recordings do not travel here but by URL, see `http-paths.ts`.
 * The lease lives as long as the iterator of `attach` is open on this connection.
 */
export const phoneHostContract = {
  /** `host`: the host shows system notifications itself; `page`: the page must. */
  info: procedure.output(z.strictObject({ notifications: z.enum(['host', 'page']) })),
  /**
   * Why the page may have failed to open `serverUrl`: a browser hides the reason of a failed WebSocket. The host looks
   * the name up and makes a TLS handshake: `sip.unknownHost`, `sip.certificate…`, `sip.tlsFailed`, else `sip.connectionLost`.
   */
  diagnose: procedure
    .input(z.strictObject({ serverUrl: z.url({ protocol: /^wss?$/ }).max(2000) }))
    .output(z.strictObject({ code: errorCodeSchema })),
  attach: procedure
    .input(z.strictObject({ buildId: z.string().max(64), takeOver: z.boolean() }))
    .output(eventIterator(phoneOrderSchema)),
  /** How the agent and the seat stand, at once and at each change; for the holder of the lease. */
  face: procedure.output(eventIterator(deskFaceSchema)),
  publish: procedure.input(phoneSnapshotSchema).output(z.void()),
  /** A snapshot of nothing that is: judged as one that is published, and forgotten. What judges it is ready for the first call. */
  rehearse: procedure.input(phoneSnapshotSchema).output(z.void()),
  levels: procedure.input(levelsSchema).output(z.void()),
  commandDone: procedure
    .input(z.strictObject({ commandId: idSchema, error: errorCodeSchema.nullable() }))
    .output(z.void()),
  recordings: {
    /** Opens the recording of an answered call: creates key, file and row, durably, before the first chunk. */
    begin: procedure
      .input(z.strictObject({ recordingId: idSchema, callId: idSchema, startedAt: z.int().min(0) }))
      .output(z.void()),
    /** All `chunkCount` chunks (seq 0 … chunkCount-1) are on disk: close the file and queue the upload. */
    finish: procedure
      .input(
        z.strictObject({
          recordingId: idSchema,
          chunkCount: z.int().min(0),
          durationMs: z.int().min(0),
        }),
      )
      .output(z.void()),
    report: procedure.input(recordingEventSchema).output(z.void()),
  },
};
