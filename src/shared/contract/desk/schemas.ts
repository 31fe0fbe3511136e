import { z } from 'zod';
import { exactly } from '../exactly.ts';
import type {
  DeskState,
  Levels,
  MissedCall,
  Problem,
  SyncStatus,
} from '../../domain/desk/desk-state.ts';
import { teamLimit } from '../../domain/agents/agent-view.ts';
import type { Pop, PopTicket } from '../../domain/desk/pop.ts';
import { putAsideLimit } from '../../domain/workspaces/put-aside.ts';
import { type Workspace, workspaceLimit } from '../../domain/workspaces/workspace.ts';
import { callPutAwaySchema, callRecordSchema, callerNumberSchema } from '../calls/schemas.ts';
import { errorCodeSchema, idSchema, line, millis, text } from '../base-schemas.ts';
import { userSchema } from '../session/schemas.ts';
import { ticketSchema } from '../tickets/schemas.ts';
import { callSettingsSchema, dialledSchema, phoneSnapshotSchema } from '../phone/schemas.ts';
import { seatVerdictSchema } from '../seat/schemas.ts';
import {
  absentMemberSchema,
  colleagueSchema,
  agentToldSchema,
  agentViewSchema,
  teamMemberSchema,
} from '../agents/schemas.ts';
import { putAsideSchema } from '../workspaces/schemas.ts';

/** The assembled state of a desk. */

const popTicketSchema = exactly<PopTicket>()(
  ticketSchema.pick({
    ticketId: true,
    ticketNo: true,
    state: true,
    kind: true,
    categoryCode: true,
    district: true,
    address: true,
    content: true,
    flags: true,
    handler: true,
    deadline: true,
    openedAt: true,
    closedAt: true,
    closedAs: true,
    satisfaction: true,
    requesterName: true,
    callIds: true,
  }),
);

const popSchema = exactly<Pop>()(
  z.strictObject({
    callId: idSchema,
    number: callerNumberSchema,
    match: z.enum(['named', 'one', 'several', 'none']),
    ticketId: idSchema.nullable(),
    tickets: z.array(popTicketSchema).max(50).readonly(),
    requesterName: line(40),
    district: line(32).nullable(),
    address: line(200),
    repeatCount: z.int().min(1),
    repeatOf: z.enum(['matter', 'any']),
    firstCallAt: millis.nullable(),
  }),
);

const workspaceSchema = exactly<Workspace>()(
  callRecordSchema
    .pick({
      callId: true,
      direction: true,
      startedAt: true,
      answeredAt: true,
      endedAt: true,
      endReason: true,
      ticketIds: true,
      result: true,
    })
    .extend({ pop: popSchema, note: line(500) }),
);

export const levelsSchema = exactly<Levels>()(
  z.strictObject({
    callId: idSchema.nullable(),
    agent: z.number().min(0).max(100),
    citizen: z.number().min(0).max(100),
  }),
);

const syncStatusSchema = exactly<SyncStatus>()(
  z.strictObject({
    hub: z.enum(['online', 'offline', 'unauthorised']),
    recordingsWaiting: millis,
    uploading: z.strictObject({ sentBytes: millis, totalBytes: millis }).nullable(),
    lastSyncedAt: millis.nullable(),
    commandsWaiting: millis,
    replicaAt: millis.nullable(),
    error: errorCodeSchema.nullable(),
  }),
);

const problemSchema = exactly<Problem>()(
  z.strictObject({
    problemId: text(80),
    code: errorCodeSchema,
    since: millis,
    callId: idSchema.nullable(),
    detail: line(400),
  }),
);

const missedCallSchema = exactly<MissedCall>()(
  z.strictObject({
    callId: idSchema,
    number: callerNumberSchema,
    lineName: line(80),
    ticketNo: line(40).nullable(),
    missedAt: millis,
    times: z.int().min(1),
    calling: z.boolean(),
    declined: z.boolean().optional(),
    putAway: callPutAwaySchema.optional(),
  }),
);

const deskStateSchema = exactly<DeskState>()(
  z.strictObject({
    user: userSchema.nullable(),
    lockedBy: errorCodeSchema.nullable().optional(),
    phone: phoneSnapshotSchema,
    phoneConnected: z.boolean(),
    workspaces: z.array(workspaceSchema).max(workspaceLimit).readonly(),
    sync: syncStatusSchema,
    problems: z.array(problemSchema).readonly(),
    disk: z.strictObject({ freeBytes: millis, enough: z.boolean(), checkedAt: millis }).nullable(),
    seat: seatVerdictSchema,
    agent: agentViewSchema.nullable(),
    told: z.array(agentToldSchema).readonly().optional(),
    leads: z.int().min(0).nullable().optional(),
    team: z.array(teamMemberSchema).max(teamLimit).readonly().nullable().optional(),
    absent: z.array(absentMemberSchema).max(teamLimit).readonly().optional(),
    colleagues: z.array(colleagueSchema).max(teamLimit).readonly().optional(),
    calling: callSettingsSchema.nullable(),
    aside: z.array(putAsideSchema).max(putAsideLimit).readonly().optional(),
    missed: z.array(missedCallSchema).max(200).readonly(),
    undoable: z
      .array(z.strictObject({ ticketId: idSchema, until: millis }))
      .max(200)
      .readonly()
      .optional(),
  }),
);

/** Facts about the host that the page may rely on. Pages ask for capabilities, never for the host's name. */
export const hostInfoSchema = z.strictObject({
  version: z.string(),
  buildId: z.string(),
  deskId: idSchema,
  /** `host`: the host shows system notifications itself; `page`: the page must. */
  notifications: z.enum(['host', 'page']),
  /** Where `desk.json` and everything else of this desk lies, and its log: for IT. */
  dataFolder: z.string(),
  logFile: z.string(),
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
