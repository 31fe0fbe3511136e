import { describe, expect, it } from 'vitest';
import { createLockArea } from '../../../../../src/main/areas/lock/lock-area.ts';
import { createDeskState } from '../../../../../src/main/host/desk-state.ts';
import { createSignals } from '../../../../../src/main/host/signals.ts';
import type { Timers } from '../../../../../src/main/host/timers.ts';
import { systemClock } from '../../../../../src/shared/node/system-clock.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

describe('a desk that is to be locked', () => {
  it('is, though leaving queue and disk fails; the failure is logged', async () => {
    const logged: string[] = [];
    let work: Promise<unknown> = Promise.resolve();
    let isSignedOut = false;
    const timers: Timers = {
      after: (_, run) => {
        run();
        return () => {};
      },
      wait: async () => {},
    };
    const deskState = createDeskState({ timers, clock: systemClock });
    const signals = createSignals();
    createLockArea(
      {
        timers,
        logger: { ...silentLogger, error: (event) => void logged.push(event) },
        deskState,
        signals,
        inBackground: (_, run) => {
          work = Promise.all([work, run()]);
        },
      },
      {
        agents: {
          guardOfLeaving: () => Promise.resolve('notAsked' as const),
          leaveDesk: () => Promise.reject(new Error('the disk takes nothing')),
          change: async () => {},
        },
        session: {
          signOut: async () => {
            isSignedOut = true;
          },
          checkAge: async () => {},
        },
        calls: { isTalking: () => false },
        tickets: { sendClosings: async () => {} },
      },
    );
    signals.refused.emit('hub.accountDisabled');
    await work;
    expect(deskState.current().lockedBy).toBe('hub.accountDisabled');
    expect(isSignedOut).toBe(true);
    expect(logged).toEqual(['agent.leaveFailed']);
  });
});
