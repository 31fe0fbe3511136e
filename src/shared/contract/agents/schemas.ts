import { z } from 'zod';
import { exactly } from '../exactly.ts';
import {
  type AgentAsk,
  type AgentView,
  type TeamMember,
  agentStates,
} from '../../domain/agents/agent-view.ts';
import { idSchema, line, millis } from '../base-schemas.ts';
import { seatReasonSchema } from '../seat/schemas.ts';

export const agentAskSchema = exactly<AgentAsk>()(
  z.strictObject({
    to: z.enum(agentStates),
    reason: line(80),
    askedAt: millis,
    answer: z.enum(['waiting', 'granted', 'denied']),
    until: millis.nullable(),
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

export const teamMemberSchema = exactly<TeamMember>()(
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

const workNo = line(16);
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
});
export type AgentReport = z.infer<typeof agentReportSchema>;

/** A lead's order to a desk. */
export const agentOrderSchema = z.strictObject({
  orderId: idSchema,
  ...agentPlan,
  byWorkNo: workNo,
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
});
export type AgentReportAnswer = z.infer<typeof agentReportAnswerSchema>;

export const agentToDesk = {
  /**
   * Grants or refuses the leave that this agent asked for. `askedAt` of the ask that the lead saw: another one that has taken
   * its place is not answered by it (`agent.askChanged`). Leads' desks of older releases do not send it.
   */
  answer: z.strictObject({ workNo, grant: z.boolean(), askedAt: millis.optional() }),
  force: z.strictObject({ workNo, ...agentPlan }),
};
