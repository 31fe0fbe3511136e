import type { ServiceParts } from './host-services.ts';
import type { ErrorCode } from '../shared/error-codes.ts';
import type { AgentService } from './services/agent/agent-service.ts';
import type { CallRecords } from './services/calls/call-records.ts';
import { createLockAfterCalls } from './services/session/lock-after-calls.ts';
import type { Session } from './services/session/session.ts';

/** Leaving the desk, by oneself or because the hub says so. */
export function createHostLock({
  parts,
  agent,
  session,
  callRecords,
}: {
  readonly parts: ServiceParts;
  readonly agent: AgentService;
  readonly session: Session;
  readonly callRecords: CallRecords;
}) {
  const { host, deskState, inBackground } = parts;
  const signOut = async () => {
    await agent.leaveDesk();
    await session.signOut();
  };
  const lock = createLockAfterCalls({
    timers: host.timers,
    isTalking: callRecords.isTalking,
    lock(code) {
      deskState.update({ lockedBy: code });
      inBackground('lock', signOut);
    },
  });
  return {
    ...lock,
    signOut,
    demand(code: ErrorCode) {
      lock.demand(code);
      // No further call is offered; the lock does not wait for the answer.
      const wish = { to: 'signedOut', reason: '', unguarded: true } as const;
      inBackground('agentLeaves', () => agent.change(wish).catch(() => {}));
    },
    /** Looks each minute whether the session has grown too old, until `signal` aborts. */
    async watchAge(signal: AbortSignal) {
      while (!signal.aborted) {
        await session.checkAge();
        await host.timers.wait(60_000, signal);
      }
    },
  };
}
