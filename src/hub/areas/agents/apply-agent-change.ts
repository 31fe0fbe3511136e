import type { AgentChange } from '../../../shared/contract/agents/schemas.ts';
import {
  type CommandContext,
  type Outcome,
  accepted,
  mayBringInFor,
  refused,
} from '../commands/outcome.ts';
import { countedTime } from '../commands/counted-time.ts';
import { orderMs } from './asks-and-orders.ts';

/** A grant is good for five minutes. The clocks of desk and hub may differ by as much. */
const grantMs = 10 * 60_000;

/**
 * Keeps one change of an agent's state, for reports: at the time that can be true, and as the lead's doing only where the
 * hub has carried the lead's order or grant (else as the agent's own, `unknown` to the guard).
 */
export async function applyAgentChange(
  context: CommandContext,
  change: AgentChange,
): Promise<Outcome> {
  const { repositories, now } = context;
  if (!(await mayBringInFor(context, change.workNo))) return refused('hub.refused');
  const at = countedTime(change.at, { notBefore: [], now });
  const counted = { ...change, at };
  const isTold = change.cause === 'lead' || change.why !== undefined;
  if (isTold && !(await hasActed(context, counted, 'stateForced', orderMs))) {
    if (change.cause === 'lead') counted.cause = 'agent';
    counted.why = undefined;
  }
  if (change.guard === 'granted' && !(await hasActed(context, counted, 'leaveGranted', grantMs)))
    counted.guard = 'unknown';
  await repositories.agents.insertChange(counted);
  return accepted;
}

/** Did a lead do this to the agent, shortly before or, by clocks that differ, right after? */
async function hasActed(
  { repositories: { audit, users } }: CommandContext,
  { workNo, at }: AgentChange,
  action: 'stateForced' | 'leaveGranted',
  withinMs: number,
): Promise<boolean> {
  const user = await users.findByWorkNo(workNo);
  if (user === null) return false;
  const [row] = await audit.list({
    before: null,
    from: at - withinMs,
    to: at + grantMs,
    action,
    userId: null,
    deskId: null,
    subjectId: user.userId,
    limit: 1,
  });
  return row !== undefined;
}
