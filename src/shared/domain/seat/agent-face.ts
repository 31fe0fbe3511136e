import type { AgentStateName, AgentView, Colleague, TeamMember } from '../agents/agent-view.ts';
import type { CallView } from '../calls/call.ts';
import { type RunningCall, currentCall } from './current-call.ts';
import type { SeatReason } from './seat-checks.ts';
import { bareLook } from './seat-look.ts';
import { type SeatVerdict, verdictAt } from './seat-verdict.ts';

/**
 * What an agent's desk shows of itself everywhere: a call, a state of the agent, or a seat that is ready in name only:
 * `fault` = known to be broken, `unproven` = not known to work, `off` = who is here takes no calls.
 */
export type FaceKind = AgentStateName | RunningCall['state'] | 'unproven' | 'fault' | 'off';

/** Time beside it: `up` since something began, `down` until it ends, `over` since it should have ended. */
export interface FaceTime {
  readonly way: 'up' | 'down' | 'over';
  readonly ms: number;
}

export interface AgentFace {
  readonly kind: FaceKind;
  readonly time: FaceTime | null;
  /** A talk in which the citizen does not hear the agent; absent = she does, or there is none. */
  readonly muted?: true;
  /** On hold for longer than a citizen should wait without a word; absent = not. */
  readonly longHold?: true;
  /** Why no call can be taken here, also behind a call or a rest; `null` = one can. */
  readonly reason: SeatReason | null;
}

/** What a face is made of. */
export interface FaceFacts {
  /** `null` = nobody is signed in who takes calls. */
  readonly agent: AgentView | null;
  readonly calls: readonly CallView[];
  readonly seat: SeatVerdict;
}

/**
 * The one face. A call first; then what the agent has chosen. 就绪 needs all of it: an agent who is ready, no call, and a seat
 * that is proven at `now`.
 */
export function faceOf({ agent, calls, seat }: FaceFacts, now: number): AgentFace {
  const { reason } = verdictAt(seat, now);
  const call = currentCall(calls);
  if (call) return { ...callFace(call, now), reason };
  if (agent && agent.state !== 'ready')
    return { kind: agent.state, time: agentTime(agent, now), reason };
  if (agent && reason === null) return { kind: 'ready', time: up(agent.since, now), reason };
  return { kind: reason === null ? 'unproven' : bareLook(reason), time: null, reason };
}

/** What a colleague's desk last said of itself: 就绪 only for one that is still heard of, and that can be rung. */
export function memberKind({ agent, reachable, silent, why }: TeamMember): FaceKind {
  if (agent.state !== 'ready' || (reachable && !silent)) return agent.state;
  return why?.kind === 'code' ? 'fault' : 'unproven';
}

/** The same of a colleague to whom a citizen may be handed: `ready` only where the call can be taken at once. */
export function colleagueKind({ state, reachable }: Colleague): FaceKind {
  if (state === 'talking') return 'connected';
  return state === 'ready' && !reachable ? 'unproven' : state;
}

/** A countdown while work or a rest has an end, else the time since it began; never negative. */
export function agentTime(agent: AgentView, now: number): FaceTime {
  const { endsAt, since } = agent;
  if (endsAt === null) return up(since, now);
  return now > endsAt ? { way: 'over', ms: now - endsAt } : { way: 'down', ms: endsAt - now };
}

const up = (since: number, now: number): FaceTime => ({ way: 'up', ms: Math.max(0, now - since) });

function callFace(
  call: RunningCall,
  now: number,
): Pick<AgentFace, 'kind' | 'time' | 'muted' | 'longHold'> {
  return {
    kind: call.state,
    time: up(callSince(call), now),
    ...(call.muted && call.state === 'connected' ? { muted: true } : {}),
    ...(isLongHold(call, now) ? { longHold: true } : {}),
  };
}

/** Since when a call is what it is now: it rings, talks, or waits on hold. */
export function callSince({ state, startedAt, answeredAt, heldSince }: CallView): number {
  if (state === 'alerting' || state === 'dialling') return startedAt;
  return (state === 'held' ? heldSince : undefined) ?? answeredAt ?? startedAt;
}

/** A hold of more than a minute: the guide of the office asks for a word to the citizen by then. Milliseconds. */
const longHoldMs = 60_000;

export function isLongHold(call: CallView, now: number): boolean {
  return call.state === 'held' && now - callSince(call) >= longHoldMs;
}
