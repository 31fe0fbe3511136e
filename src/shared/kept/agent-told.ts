import { z } from 'zod';
import { exactly } from '../contract/exactly.ts';
import { agentToldSchema } from '../contract/agents/schemas.ts';
import type { AgentTold } from '../domain/agents/agent-told.ts';
import { kept, keptOf } from './kept.ts';

const schema = exactly<AgentTold[]>()(z.array(agentToldSchema));
const told = kept<readonly AgentTold[]>('agentTold', schema, { fallback: [] });

/** What one person was told at this desk of her or his state. Unreadable: nothing. */
export const keptTold = (workNo: string) => keptOf(told, workNo);
