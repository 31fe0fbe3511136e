import { z } from 'zod';
import {
  type AgentAsk,
  type AgentView,
  type TeamMember,
  agentStates,
} from '../../domain/agents/agent-view.ts';
import { line, millis } from '../base-schemas.ts';

export const agentAskSchema = z.strictObject({
  to: z.enum(agentStates),
  reason: line(80),
  askedAt: millis,
  answer: z.enum(['waiting', 'granted', 'denied']),
  until: millis.nullable(),
}) satisfies z.ZodType<AgentAsk>;

/** How an agent stands, as it crosses boundaries. */
export const agentViewSchema = z.strictObject({
  state: z.enum(agentStates),
  since: millis,
  reason: line(80),
  endsAt: millis.nullable(),
  next: z.enum(agentStates).nullable(),
  missedRings: z.int().min(0),
  queueTold: z.boolean().nullable(),
  ask: agentAskSchema.nullable().optional(),
}) satisfies z.ZodType<AgentView>;

export const teamMemberSchema = z.strictObject({
  workNo: line(16),
  displayName: line(40),
  role: z.enum(['agent', 'lead']),
  agent: agentViewSchema,
  talking: z.boolean(),
  reachable: z.boolean(),
  silent: z.boolean(),
}) satisfies z.ZodType<TeamMember>;
