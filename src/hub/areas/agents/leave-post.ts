import type { AgentReport } from '../../../shared/contract/agents/schemas.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { AgentStateName } from '../../../shared/domain/agents/agent-view.ts';
import type { SignedIn } from '../session/authenticate.ts';
import type { ReportDeps } from './report-agent.ts';
import { isGranted, leadsThere, othersOnPost } from './team.ts';

/** How long somebody who was let go stays uncounted until the desk has reported it. */
const leavingMs = 15_000;

/**
 * The last-ready guard. Lets an agent leave the post when a call would reach somebody else, or when the lead has granted
 * it. Two who ask at once are decided one after the other, the first already not counted for the second.
 */
export async function leavePost(
  { store, clock, logger, seats }: ReportDeps & { readonly logger: Logger },
  { user, deskId }: SignedIn,
  { to, report }: { readonly to: AgentStateName; readonly report: AgentReport },
): Promise<{ verdict: 'passed' | 'granted' | 'refused'; leads: number }> {
  const now = clock.now();
  const { workNo } = user;
  const { verdict, leads } = await store.transaction(async ({ agents }) => {
    const others = othersOnPost(await seats.all(agents), workNo, now);
    const granted = isGranted(await agents.getAsk(workNo), to, now);
    const decided: 'passed' | 'granted' | 'refused' =
      others > 0 ? 'passed' : granted ? 'granted' : 'refused';
    const leavingUntil = decided === 'refused' ? null : now + leavingMs;
    await seats.put(agents, { user, deskId, reportedAt: now, leavingUntil, report });
    return { verdict: decided, leads: leadsThere(await seats.all(agents), workNo, now) };
  });
  if (verdict !== 'passed') logger.info('agents.lastReady', { userId: user.userId, verdict });
  return { verdict, leads };
}
