import { z } from 'zod';
import { type AgentDuty, signedOutDuty } from '../../../shared/domain/agents/agent-duty.ts';
import { agentStates } from '../../../shared/domain/agents/agent-view.ts';
import type { StoreApi } from '../../storage/store-client.ts';

const planSchema = z.strictObject({
  state: z.enum(agentStates),
  reason: z.string(),
  lengthMs: z.number().nullable(),
});
const dutySchema = z.strictObject({
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
}) satisfies z.ZodType<AgentDuty>;
const keptSchema = z.strictObject({ duty: dutySchema, orderDone: z.string().nullable() });

const keyOf = (workNo: string) => `agent:${workNo}`;

/** The duty of `workNo` as it was last kept at this desk; signed out when nothing, or nothing readable, is kept. */
export async function loadDuty(
  meta: StoreApi['meta'],
  workNo: string,
  now: number,
): Promise<{ readonly duty: AgentDuty; readonly orderDone: string | null }> {
  const text = await meta.getMeta(keyOf(workNo));
  const parsed = keptSchema.safeParse(text === null ? null : JSON.parse(text));
  return parsed.success ? parsed.data : { duty: signedOutDuty(now), orderDone: null };
}

export async function saveDuty(
  meta: StoreApi['meta'],
  workNo: string,
  kept: { readonly duty: AgentDuty; readonly orderDone: string | null },
): Promise<void> {
  await meta.setMeta(keyOf(workNo), JSON.stringify(kept));
}
