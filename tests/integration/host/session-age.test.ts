import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemTimers } from '../../../src/main/system/system-parts.ts';
import { systemClock } from '../../../src/shared/node/system-clock.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';

const hour = 3_600_000;

describe('a session a day after the sign-in, without the hub', () => {
  let desk: DeskWithHub;
  let wallAheadMs = 0;
  let monotonicAheadMs = 0;
  beforeEach(async () => {
    wallAheadMs = 0;
    monotonicAheadMs = 0;
    const clock = {
      now: () => Date.now() + wallAheadMs,
      monotonicMs: () => systemClock.monotonicMs() + monotonicAheadMs,
    };
    // What is looked at once a minute is looked at often.
    const timers = {
      after: systemTimers.after,
      wait: (ms: number, signal: AbortSignal) => systemTimers.wait(Math.min(ms, 100), signal),
    };
    desk = await startDeskWithHub({ changes: { clock, timers } });
    await desk.signIn();
    desk.setOnline(false);
  });
  afterEach(() => desk.stop());

  const isLocked = async () => {
    const state = await desk.watch().until('locked', ({ user }) => user === null, 20_000);
    expect(state.lockedBy).toBe('hub.sessionExpired');
  };

  it('ends though the PC has slept, and its monotonic clock stood still', async () => {
    wallAheadMs = 25 * hour;
    await isLocked();
  });

  it('ends though the clock was set back', async () => {
    wallAheadMs = -2 * hour;
    monotonicAheadMs = 25 * hour;
    await isLocked();
  });
});
