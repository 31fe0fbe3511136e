import type { AgentChange } from '../../../shared/contract/agents/schemas.ts';
import type { Clock } from '../../../shared/clock.ts';
import {
  type AgentDuty,
  type AgentEffect,
  type AgentEvent,
  type AgentStep,
  signedOutDuty,
} from '../../../shared/domain/agents/agent-duty.ts';
import { dueAt, stepAgent } from '../../../shared/domain/agents/agent-machine.ts';
import type { AgentRules } from '../../../shared/domain/agents/agent-rules.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { Timers } from '../../host/timers.ts';

export type Guard = AgentChange['guard'];

/** The machine with its clock: one person's duty, stepped, timed, and told to whoever keeps it. */
export interface AgentRunner {
  user(): User | null;
  duty(): AgentDuty;
  /** Somebody takes the seat with this duty; `null` = nobody. */
  seat(user: User | null, duty: AgentDuty): void;
  /** What `event` would come to, without doing it. */
  tryOut(event: AgentEvent): AgentStep;
  send(event: AgentEvent, guard?: Guard): AgentStep;
  close(): void;
}

export function createAgentRunner(deps: {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rules: AgentRules;
  /** The duty has changed in more than the time it was last looked at. */
  readonly onDuty: (duty: AgentDuty) => void;
  readonly onEffect: (effect: AgentEffect, guard: Guard) => void;
}): AgentRunner {
  const { clock, timers, rules } = deps;
  let user: User | null = null;
  let duty = signedOutDuty(clock.now());
  let cancelTick = () => {};

  const arm = () => {
    cancelTick();
    cancelTick = () => {};
    const due = dueAt(duty);
    if (due !== null) {
      const wait = Math.max(0, due - clock.now());
      cancelTick = timers.after(wait, () => void send({ kind: 'tick' }));
    }
  };
  const tryOut = (event: AgentEvent): AgentStep =>
    stepAgent(duty, event, { at: clock.now(), rules, role: user?.role ?? 'agent' });
  const send = (event: AgentEvent, guard: Guard = 'notAsked'): AgentStep => {
    const before = duty;
    const step = tryOut(event);
    duty = step.duty;
    arm();
    if (!isSame(before, duty)) deps.onDuty(duty);
    for (const effect of step.effects) deps.onEffect(effect, guard);
    return step;
  };

  return {
    user: () => user,
    duty: () => duty,
    seat(next, kept) {
      user = next;
      duty = kept;
      arm();
    },
    tryOut,
    send,
    close: () => cancelTick(),
  };
}

function isSame(before: AgentDuty, after: AgentDuty): boolean {
  const seenAt = after.seenAt;
  return JSON.stringify({ ...before, seenAt }) === JSON.stringify(after);
}
