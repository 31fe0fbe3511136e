import type { AgentStateName, TeamMember } from '../agents/agent-view.ts';
import type { SeatReason } from './seat-checks.ts';

/**
 * What the light of a seat says. `calls`: calls come here now (可接听, the only green one); `line`: everything works, and none
 * comes, because nobody is at the post (线路正常); `unproven`, `fault`: not known to work, known to be broken; `off`: nothing is to
 * work, because who is signed in takes no calls.
 */
export type SeatLook = 'calls' | 'line' | 'unproven' | 'fault' | 'off';

/** The one verdict of desk page, phone page and team page; `state` of the agent there, `null` = nobody who takes calls. */
export function seatLook(reason: SeatReason | null, state: AgentStateName | null): SeatLook {
  if (reason !== null) return bareLook(reason);
  return state === 'ready' ? 'calls' : 'line';
}

/** What a reason is: only what is broken is a fault. */
export function bareLook(reason: SeatReason): 'unproven' | 'fault' | 'off' {
  if (reason.kind !== 'code') return 'unproven';
  return reason.code === 'phone.notForRole' ? 'off' : 'fault';
}

/** The same of a colleague's desk as it last said; `null` = it is not heard of. */
export function memberLook({ agent, reachable, silent, why }: TeamMember): SeatLook | null {
  if (silent) return null;
  if (reachable) return seatLook(null, agent.state);
  return why && why.kind !== 'code' ? 'unproven' : 'fault';
}
