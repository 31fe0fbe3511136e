import { AppError } from '../../../shared/app-error.ts';
import type { AgentChange } from '../../../shared/contract/agents/schemas.ts';

/**
 * May this agent leave the post? `ask` asks the hub. Throws `agent.lastReady` when not, and `agent.guardUnknown` when nobody can
 * tell. `unguarded`: the agent has made sure that somebody is there, which counts where nobody can tell, and where no lead is
 * signed in who could grant it (`leads` is 0; `null` = not known). ADR 0222.
 */
export async function askGuard(
  ask: () => Promise<{ readonly verdict: 'passed' | 'granted' | 'refused' }>,
  { leads, unguarded }: { readonly leads: number | null; readonly unguarded: boolean },
): Promise<AgentChange['guard']> {
  let verdict: 'passed' | 'granted' | 'refused';
  try {
    ({ verdict } = await ask());
  } catch (error) {
    if (!unguarded) throw new AppError('agent.guardUnknown', { cause: error });
    return 'unknown';
  }
  if (verdict !== 'refused') return verdict;
  if (unguarded && leads === 0) return 'unknown';
  throw new AppError('agent.lastReady');
}
