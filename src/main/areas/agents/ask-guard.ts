import { AppError } from '../../../shared/app-error.ts';
import type { AgentChange } from '../../../shared/contract/agents/schemas.ts';

/** What the hub says; `leads`: others who could grant it, not told by a hub of an older release. */
export interface LeaveAnswer {
  readonly verdict: 'passed' | 'granted' | 'refused';
  readonly leads?: number | undefined;
}

/**
 * May this agent leave the post? `ask` asks the hub. Throws `agent.lastReady` when not, and `agent.guardUnknown` when nobody can
 * tell. `unguarded`: the agent has made sure that somebody is there, which counts where nobody can tell, and where no lead is
 * signed in who could grant it. ADR 0222.
 */
export async function askGuard(
  ask: () => Promise<LeaveAnswer>,
  unguarded: boolean,
): Promise<AgentChange['guard']> {
  let answer: LeaveAnswer;
  try {
    answer = await ask();
  } catch (error) {
    if (!unguarded) throw new AppError('agent.guardUnknown', { cause: error });
    return 'unknown';
  }
  if (answer.verdict !== 'refused') return answer.verdict;
  if (unguarded && answer.leads === 0) return 'unknown';
  throw new AppError('agent.lastReady');
}
