import { z } from 'zod';
import { procedure } from '../base.ts';
import { line } from '../base-schemas.ts';
import { agentPlan as plan, agentToDesk as toDesk } from './schemas.ts';

/** Agent states, desk page ↔ host. */
export const agentsDeskContract = {
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
  /** Takes the own ask back. */
  withdraw: procedure.output(z.void()),
  /** The agent has read what was told. */
  putAway: procedure.input(z.strictObject({ toldId: line(80) })).output(z.void()),
  /** The lead's answer and the lead's change of somebody's state; ask the hub. */
  answer: procedure.input(toDesk.answer).output(z.void()),
  force: procedure
    .input(toDesk.force.extend({ why: line(80).refine((why) => why.trim() !== '') }))
    .output(z.void()),
};
