import { z } from 'zod';
import { agentStates } from '../../domain/agents/agent-view.ts';
import { agentAskSchema, agentViewSchema, teamMemberSchema } from './schemas.ts';
import { procedure } from '../base.ts';
import { hasOnlyRealTimes, idSchema, line, millis } from '../base-schemas.ts';

const workNo = line(16);
const plan = { to: z.enum(agentStates), reason: line(80) };

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
  reachable: z.boolean(),
  /** The last order of a lead that this desk has carried out; it is then no longer sent. */
  orderDone: idSchema.nullable(),
});
export type AgentReport = z.infer<typeof agentReportSchema>;

/** A lead's order to a desk. */
export const agentOrderSchema = z.strictObject({ orderId: idSchema, ...plan, byWorkNo: workNo });
export type AgentOrder = z.infer<typeof agentOrderSchema>;

export const agentReportAnswerSchema = z.strictObject({
  order: agentOrderSchema.nullable(),
  ask: agentAskSchema.nullable(),
  /** Others whom a call would reach. */
  othersOnPost: z.int().min(0),
  /** Everybody, for a lead; `null` for an agent. */
  team: z.array(teamMemberSchema).nullable(),
});
export type AgentReportAnswer = z.infer<typeof agentReportAnswerSchema>;

const toDesk = {
  /**
   * Grants or refuses the leave that this agent asked for. `askedAt` of the ask that the lead saw: another one that has taken
   * its place is not answered by it (`agent.askChanged`). Leads' desks of older releases do not send it.
   */
  answer: z.strictObject({ workNo, grant: z.boolean(), askedAt: millis.optional() }),
  force: z.strictObject({ workNo, ...plan }),
};

/** Agent states, desk page ↔ host. */
export const agentDeskContract = {
  /** 签入. */
  signIn: procedure.output(z.void()),
  /** 签出: ends the agent's duty; the person stays signed in at the desk. Guarded like `change`. */
  signOut: procedure.input(z.strictObject({ unguarded: z.boolean() })).output(z.void()),
  /**
   * While talking the state is chosen for afterwards. Fails with `agent.notAllowedNow`, `agent.reasonMissing`,
   * `agent.lastReady`, or `agent.guardUnknown` when the hub cannot be asked and `unguarded` does not confirm it.
   */
  change: procedure
    .input(
      z.strictObject({
        ...plan,
        /** Planned length of a training. */
        minutes: z.int().min(1).max(480).nullable(),
        unguarded: z.boolean(),
      }),
    )
    .output(z.void()),
  extend: procedure.input(z.strictObject({ reason: line(80) })).output(z.void()),
  /** After-call work is done. */
  finish: procedure.output(z.void()),
  /** Asks the lead for the leave that the guard refused. A granted one is carried out by itself. */
  ask: procedure.input(z.strictObject(plan)).output(z.void()),
  /** The lead's answer and the lead's change of somebody's state; ask the hub. */
  answer: procedure.input(toDesk.answer).output(z.void()),
  force: procedure.input(toDesk.force).output(z.void()),
};

/** As it comes in at the hub, which shows it to the lead's desk. */
const reported = agentReportSchema.refine(hasOnlyRealTimes);

/** Agent states, desk host ↔ hub. */
export const agentHubContract = {
  report: procedure
    .route({ method: 'POST', path: '/agents/report' })
    .input(reported)
    .output(agentReportAnswerSchema),
  /** May the asking agent leave the post? Decided one after the other for the whole team. */
  leave: procedure
    .route({ method: 'POST', path: '/agents/leave' })
    .input(z.strictObject({ ...plan, report: reported }))
    .output(z.strictObject({ verdict: z.enum(['passed', 'granted', 'refused']) })),
  ask: procedure
    .route({ method: 'POST', path: '/agents/ask' })
    .input(z.strictObject(plan))
    .output(z.void()),
  answer: procedure
    .route({ method: 'POST', path: '/agents/answer' })
    .input(toDesk.answer)
    .output(z.void()),
  force: procedure
    .route({ method: 'POST', path: '/agents/force' })
    .input(toDesk.force)
    .output(z.void()),
};
