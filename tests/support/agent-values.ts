import type { AgentCall } from '../../src/shared/domain/agents/agent-calls.ts';
import type {
  AgentContext,
  AgentDuty,
  AgentEvent,
} from '../../src/shared/domain/agents/agent-duty.ts';
import { signedOutDuty } from '../../src/shared/domain/agents/agent-duty.ts';
import { stepAgent } from '../../src/shared/domain/agents/agent-machine.ts';
import { defaultAgentRules } from '../../src/shared/domain/agents/agent-rules.ts';
import type { AgentStateName } from '../../src/shared/domain/agents/agent-view.ts';

export function anAgentCall(changes: Partial<AgentCall> = {}): AgentCall {
  return {
    callId: 'call-1',
    direction: 'inbound',
    purpose: 'plain',
    state: 'alerting',
    silenced: false,
    answeredAt: null,
    endReason: null,
    ...changes,
  };
}

export const aPlan = (state: AgentStateName, reason = '', lengthMs: number | null = null) => ({
  state,
  reason,
  lengthMs,
});

/** An agent whose clock the test moves. */
export function anAgent(role: AgentContext['role'] = 'agent') {
  let at = 1_000_000;
  let duty: AgentDuty = signedOutDuty(at);
  const send = (event: AgentEvent) => {
    const step = stepAgent(duty, event, { at, rules: defaultAgentRules, role });
    duty = step.duty;
    return step;
  };
  const calls = (...list: AgentCall[]) => send({ kind: 'calls', calls: list });
  return {
    send,
    calls,
    duty: () => duty,
    now: () => at,
    pass(ms: number) {
      at += ms;
      return send({ kind: 'tick' });
    },
    /** An inbound call that rings for `ms` and ends unanswered. */
    ring(callId: string, ms: number, end: Partial<AgentCall> = { endReason: 'missed' }) {
      calls(anAgentCall({ callId }));
      at += ms;
      return calls(anAgentCall({ callId, state: 'ended', ...end }));
    },
    talk(callId: string, changes: Partial<AgentCall> = {}) {
      return calls(anAgentCall({ callId, state: 'connected', answeredAt: at, ...changes }));
    },
    hangUp(callId: string, changes: Partial<AgentCall> = {}) {
      return calls(
        anAgentCall({
          callId,
          state: 'ended',
          answeredAt: at,
          endReason: 'agentHungUp',
          ...changes,
        }),
      );
    },
  };
}
