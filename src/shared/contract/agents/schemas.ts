import { z } from 'zod';
import { exactly } from '../exactly.ts';
import {
  type AbsentMember,
  type AgentAsk,
  type AgentView,
  type Colleague,
  type TeamMember,
  agentStates,
} from '../../domain/agents/agent-view.ts';
import type { AgentTold } from '../../domain/agents/agent-told.ts';
import { idSchema, line, millis } from '../base-schemas.ts';
import { since } from '../since.ts';
import { seatReasonSchema } from '../seat/schemas.ts';

export const agentAskSchema = exactly<AgentAsk>()(
  z.strictObject({
    to: z.enum(agentStates),
    reason: line(80),
    askedAt: millis,
    answer: z.enum(['waiting', 'granted', 'denied']),
    until: millis.nullable(),
    by: since(2, line(40).optional()),
  }),
);

/** How an agent stands, as it crosses boundaries. */
export const agentViewSchema = exactly<AgentView>()(
  z.strictObject({
    state: z.enum(agentStates),
    since: millis,
    reason: line(80),
    endsAt: millis.nullable(),
    next: z.enum(agentStates).nullable(),
    missedRings: z.int().min(0),
    queueTold: z.boolean().nullable(),
    ask: agentAskSchema.nullable().optional(),
  }),
);

/** Why a seat cannot be rung. A reason of a later release is read as one that was not told. */
const why = seatReasonSchema.nullable().optional().catch(undefined);

const teamMemberSchema = exactly<TeamMember>()(
  z.strictObject({
    workNo: line(16),
    displayName: line(40),
    role: z.enum(['agent', 'lead']),
    agent: agentViewSchema,
    talking: z.boolean(),
    reachable: z.boolean(),
    why,
    silent: z.boolean(),
  }),
);

const absentMemberSchema = exactly<AbsentMember>()(
  z.strictObject({ workNo: line(16), displayName: line(40) }),
);

/** Number of a desk at the office's PBX, as a telephone dials it. */
const extension = line(32).regex(/^[0-9*#]+$/);

const colleagueSchema = exactly<Colleague>()(
  z.strictObject({
    workNo: line(16),
    displayName: line(40),
    isLead: z.boolean(),
    state: z.enum([...agentStates, 'talking']),
    extension,
    reachable: z.boolean(),
  }),
);

export const agentToldSchema = exactly<AgentTold>()(
  z.strictObject({
    toldId: line(80),
    kind: z.enum(['order', 'recall', 'granted', 'denied', 'lapsed']),
    to: z.enum(agentStates),
    by: line(40),
    why: line(80),
    at: millis,
    seen: z.boolean(),
  }),
);

const workNo = line(16);
/** Why a lead orders a state, in the lead's words: shown to the agent, kept in the history. */
const why80 = line(80);
export const agentPlan = { to: z.enum(agentStates), reason: line(80) };

/** One change of an agent's state, kept at the hub for reports. Time in a state lasts until the agent's next row. */
export const agentChangeSchema = z.strictObject({
  changeId: idSchema,
  workNo,
  from: z.enum(agentStates),
  to: z.enum(agentStates),
  reason: line(80),
  cause: z.enum(['agent', 'lead', 'call', 'countdown', 'missedRings']),
  /** Did the last-ready guard let this agent leave? `unknown`: the hub could not be asked and the agent confirmed. */
  guard: z.enum(['notAsked', 'passed', 'granted', 'unknown']),
  at: millis,
  /** Of a lead's order: the lead's words. */
  why: since(2, why80.optional()),
});
export type AgentChange = z.infer<typeof agentChangeSchema>;

/** What a desk tells the hub of its agent, each few seconds and at each change. */
export const agentReportSchema = z.strictObject({
  agent: agentViewSchema,
  talking: z.boolean(),
  /** The verdict of the desk on itself. The last-ready guard counts nobody whom a call would not reach. */
  reachable: z.boolean(),
  /** Absent from desks of older releases, and towards hubs of them (`tellsWhy`). */
  why,
  /** The last order of a lead that this desk has carried out; it is then no longer sent. */
  orderDone: idSchema.nullable(),
  /** Absent from desks without a PBX. */
  extension: since(2, extension.optional()),
});
export type AgentReport = z.infer<typeof agentReportSchema>;

/** A lead's order to a desk. */
export const agentOrderSchema = z.strictObject({
  orderId: idSchema,
  ...agentPlan,
  byWorkNo: workNo,
  /** Name of the lead, reason and time, for the notice at the agent's desk. */
  by: since(2, line(40).optional()),
  why: since(2, why80.optional()),
  at: since(2, millis.optional()),
});
export type AgentOrder = z.infer<typeof agentOrderSchema>;

export const agentReportAnswerSchema = z.strictObject({
  order: agentOrderSchema.nullable(),
  ask: agentAskSchema.nullable(),
  /** Others whom a call would reach. */
  othersOnPost: z.int().min(0),
  /** This hub reads `why` in reports; absent from hubs of older releases, which refuse it. */
  tellsWhy: z.literal(true).optional(),
  /** Everybody, for a lead; `null` for an agent. Reasons of seats only where the report of the lead's desk has one. */
  team: z.array(teamMemberSchema).nullable(),
  /** For a lead: who of the team is not among them. */
  absent: since(2, z.array(absentMemberSchema).max(200).optional()),
  /** Other leads whose desks are heard of: nobody else can grant a leave. */
  leads: since(2, z.int().min(0).optional()),
  /** The others whose desks are heard of and have an extension, for everybody. */
  colleagues: since(2, z.array(colleagueSchema).max(200).optional()),
});
export type AgentReportAnswer = z.infer<typeof agentReportAnswerSchema>;

export const agentToDesk = {
  /**
   * Grants or refuses the leave that this agent asked for. `askedAt` of the ask that the lead saw: another one that has taken
   * its place is not answered by it (`agent.askChanged`). Leads' desks of older releases do not send it.
   */
  answer: z.strictObject({ workNo, grant: z.boolean(), askedAt: millis.optional() }),
  force: z.strictObject({ workNo, ...agentPlan, why: since(2, why80.optional()) }),
};
