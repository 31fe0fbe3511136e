import type { ServiceParts } from '../../areas.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { describeError } from '../../../shared/node/describe-error.ts';
import type { AgentService } from '../agents/agent-service.ts';
import type { CallRecords } from '../calls/call-records.ts';
import { createLockAfterCalls } from './lock-after-calls.ts';
import type { Session } from '../session/session.ts';

type LockParts = Pick<ServiceParts, 'deskState' | 'inBackground'> & {
  readonly host: Pick<ServiceParts['host'], 'timers' | 'logger'>;
};

/** Leaving the desk, by oneself or because the hub says so. */
export function createHostLock({
  parts,
  agent,
  session,
  callRecords,
}: {
  readonly parts: LockParts;
  readonly agent: Pick<AgentService, 'leaveDesk' | 'change'>;
  readonly session: Pick<Session, 'signOut' | 'checkAge'>;
  readonly callRecords: Pick<CallRecords, 'isTalking'>;
}) {
  const { host, deskState, inBackground } = parts;
  const signOut = async () => {
    // Who is to leave leaves, also when queue or disk cannot be told.
    await agent
      .leaveDesk()
      .catch((error: unknown) => host.logger.error('agent.leaveFailed', describeError(error)));
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
