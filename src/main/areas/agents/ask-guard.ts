import { AppError, errorCodeOf } from '../../../shared/app-error.ts';
import type { AgentReport } from '../../../shared/contract/agents/schemas.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { HubLink } from '../../hub-client/hub-link.ts';
import type { Guard } from './agent-runner.ts';
import type { AgentWish } from './agent-shift.ts';

/**
 * Asks the hub whether this agent may leave the post. Throws `agent.lastReady` when not, and `agent.guardUnknown` when
 * nobody can tell and the agent has not confirmed.
 */
export async function askGuard(
  { link, logger }: { readonly link: HubLink; readonly logger: Logger },
  report: AgentReport | null,
  wish: AgentWish,
): Promise<Guard> {
  if (report === null) return 'notAsked';
  const { to, reason } = wish;
  try {
    const { verdict } = await link.call((hub) => hub.agents.leave({ to, reason, report }));
    if (verdict === 'refused') throw new AppError('agent.lastReady');
    return verdict;
  } catch (error) {
    if (errorCodeOf(error) === 'agent.lastReady') throw error;
    if (!wish.unguarded) throw new AppError('agent.guardUnknown', { cause: error });
    logger.warn('agent.leftUnguarded', { to, code: errorCodeOf(error) });
    return 'unknown';
  }
}
