import { z } from 'zod';
import { type AgentView, agentStates } from '../domain/agent-view.ts';
import { millis, text } from './base-schemas.ts';

/** How an agent stands, as it crosses boundaries. */
export const agentViewSchema = z.strictObject({
  state: z.enum(agentStates),
  since: millis,
  reason: text(80),
  endsAt: millis.nullable(),
  next: z.enum(agentStates).nullable(),
  missedRings: z.int().min(0),
  queueTold: z.boolean().nullable(),
}) satisfies z.ZodType<AgentView>;
