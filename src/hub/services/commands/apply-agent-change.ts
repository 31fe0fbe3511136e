import type { AgentChange } from '../../../shared/contract/agent.ts';
import { type CommandContext, type Outcome, accepted, mayBringInFor, refused } from './outcome.ts';

/** Keeps one change of an agent's state, for reports. */
export async function applyAgentChange(
  context: CommandContext,
  change: AgentChange,
): Promise<Outcome> {
  if (!(await mayBringInFor(context, change.workNo))) return refused('hub.refused');
  await context.repositories.agents.insertChange(change);
  return accepted;
}
