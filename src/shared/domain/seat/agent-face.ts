import type { AgentStateName, AgentView } from '../agents/agent-view.ts';
import type { CallView } from '../calls/call.ts';
import type { DeskState } from '../desk/desk-state.ts';
import { firstReason, seatChecks } from './seat-checks.ts';
import { currentCall } from './current-call.ts';

/** What the state pill can be: a call, a state of the agent, or a seat that no call can reach. */
export type PillKind =
  | AgentStateName
  | 'alerting'
  | 'dialling'
  | 'connected'
  | 'held'
  | 'resting'
  | 'fault';

/** Time on the pill: `up` since something began, `down` until it ends, `over` since it should have ended. */
export interface PillTime {
  readonly way: 'up' | 'down' | 'over';
  readonly ms: number;
}

export interface Pill {
  readonly kind: PillKind;
  readonly time: PillTime | null;
}

/** A call first; then the agent's state. Ready is shown only while calls are proven to reach this seat. */
export function agentPill(desk: DeskState, now: number): Pill {
  const call = currentCall(desk.phone.calls);
  if (call) return callPill(call, now);
  const { agent } = desk;
  if (agent && agent.state !== 'ready') return { kind: agent.state, time: agentTime(agent, now) };
  const reason = firstReason(seatChecks(desk, now));
  const { registration } = desk.phone;
  if (reason !== null || registration.kind !== 'registered')
    return { kind: reason?.kind === 'code' ? 'fault' : 'resting', time: null };
  return { kind: 'ready', time: up(agent?.since ?? registration.sinceAt, now) };
}

/** A countdown while work or a rest has an end, else the time since it began; never negative. */
export function agentTime(agent: AgentView, now: number): PillTime {
  const { endsAt, since } = agent;
  if (endsAt === null) return up(since, now);
  return now > endsAt ? { way: 'over', ms: now - endsAt } : { way: 'down', ms: endsAt - now };
}

const up = (since: number, now: number): PillTime => ({ way: 'up', ms: Math.max(0, now - since) });

function callPill(call: CallView, now: number): Pill {
  if (call.state === 'alerting' || call.state === 'dialling')
    return { kind: call.state, time: up(call.startedAt, now) };
  const kind = call.state === 'held' ? 'held' : 'connected';
  return { kind, time: up(call.answeredAt ?? call.startedAt, now) };
}
