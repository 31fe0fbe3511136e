import { z } from 'zod';
import { exactly } from '../contract/exactly.ts';
import type { AgentDuty } from '../domain/agents/agent-duty.ts';
import { agentStates } from '../domain/agents/agent-view.ts';
import { kept, keptOf } from './kept.ts';

const planSchema = z.strictObject({
  state: z.enum(agentStates),
  reason: z.string(),
  lengthMs: z.number().nullable(),
});
const dutySchema = exactly<AgentDuty>()(
  z.strictObject({
    state: z.enum(agentStates),
    since: z.number(),
    reason: z.string(),
    endsAt: z.number().nullable(),
    next: planSchema.nullable(),
    home: planSchema.nullable(),
    missedRings: z.int().min(0),
    calls: z.array(
      z.strictObject({
        callId: z.string(),
        phase: z.enum(['ringing', 'talking', 'done']),
        seenAt: z.number(),
        wasBusy: z.boolean(),
        wasSilenced: z.boolean(),
      }),
    ),
    talking: z.boolean(),
    owesWork: z.boolean(),
    reminded: z.boolean(),
    seenAt: z.number(),
  }),
);

const schema = z.strictObject({ duty: dutySchema, orderDone: z.string().nullable() });
export interface KeptDuty {
  readonly duty: AgentDuty;
  readonly orderDone: string | null;
}

const agent = kept<KeptDuty, null>('agent', schema, { fallback: null });

/** The duty of one person at this desk. Unreadable: signed out. */
export const keptDuty = (workNo: string) => keptOf(agent, workNo);
