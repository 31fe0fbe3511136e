import { signedOutPlan } from '../../../shared/domain/agents/agent-duty.ts';
import { describeError } from '../../../shared/node/describe-error.ts';
import type { Area, HostCore } from '../../host/host-core.ts';
import type { AgentsArea } from '../agents/agents-area.ts';
import type { CallsArea } from '../calls/calls-area.ts';
import type { SessionArea } from '../session/session-area.ts';
import type { TicketsArea } from '../tickets/tickets-area.ts';
import { createLockAfterCalls } from './lock-after-calls.ts';

/** Leaving the desk, by oneself or because the hub says so. */
export interface LockArea extends Area {
  /** A person leaves by herself or himself: `agent.lastReady`, `agent.guardUnknown` (ADR 0222); then also when queue or disk cannot be told. */
  signOut(how: { readonly unguarded: boolean }): Promise<void>;
}

const ageEveryMs = 60_000;

export function createLockArea(
  core: Pick<HostCore, 'timers' | 'logger' | 'deskState' | 'inBackground' | 'signals'>,
  deps: {
    readonly session: Pick<SessionArea, 'signOut' | 'checkAge'>;
    readonly agents: Pick<AgentsArea, 'leaveDesk' | 'change' | 'guardOfLeaving'>;
    readonly calls: Pick<CallsArea, 'isTalking'>;
    readonly tickets: Pick<TicketsArea, 'sendClosings'>;
  },
): LockArea {
  const { timers, logger, deskState, inBackground, signals } = core;
  const { session, agents, calls, tickets } = deps;
  const leave = async (guard?: Parameters<AgentsArea['leaveDesk']>[0]) => {
    await tickets.sendClosings();
    await agents
      .leaveDesk(guard)
      .catch((error: unknown) => logger.error('agent.leaveFailed', describeError(error)));
    await session.signOut();
  };
  const lock = createLockAfterCalls({
    timers,
    isTalking: calls.isTalking,
    lock(code) {
      deskState.update({ lockedBy: code });
      inBackground('lock', leave);
    },
  });
  signals.user.on('lock', ({ user }) => {
    lock.forget();
    if (user !== null) deskState.update({ lockedBy: null });
  });
  signals.refused.on('lock', (code) => {
    lock.demand(code);
    // No further call is offered; the lock does not wait for the answer.
    inBackground('agentLeaves', () =>
      agents.change(signedOutPlan, { unguarded: true }).catch(() => {}),
    );
  });
  signals.snapshot.on('lock', () => lock.look());
  signals.phoneGone.on('lock', () => lock.look());
  /** A session can grow too old. */
  const watchAge = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      await session.checkAge();
      await timers.wait(ageEveryMs, signal);
    }
  };
  return {
    signOut: async (how) => leave(await agents.guardOfLeaving(how)),
    start: (signal) => inBackground('sessionAge', () => watchAge(signal)),
  };
}
