import { expect, it } from 'vitest';
import { holdMicrophoneForCalls } from '../../../../src/renderer/phone/microphone-for-calls.ts';
import type { CallView } from '../../../../src/shared/domain/calls/call.ts';
import { idlePhone } from '../../../../src/shared/domain/phone/phone-state.ts';
import { createFakeTimers } from '../../../support/fake-timers.ts';
import { aCallView } from '../../../support/host/phone-values.ts';

function aSeat() {
  const timers = createFakeTimers();
  let calls: readonly CallView[] = [];
  let holders = 0;
  let opened = 0;
  const listeners: (() => void)[] = [];
  holdMicrophoneForCalls({
    engine: {
      snapshot: () => ({ ...idlePhone, calls }),
      subscribe(listener) {
        listeners.push(listener);
        return () => undefined;
      },
    },
    microphone: {
      hold: async () => {
        holders += 1;
        opened += 1;
        return () => void (holders -= 1);
      },
    },
    setTimer: timers.setTimer,
  });
  return {
    holders: () => holders,
    opened: () => opened,
    async see(...next: readonly CallView[]) {
      calls = next;
      for (const listener of listeners) listener();
      await Promise.resolve();
    },
    async pass(ms: number) {
      timers.advance(ms);
      await Promise.resolve();
    },
  };
}

it('holds the microphone from soon after the first ring to the end of the last call, once for each', async () => {
  const seat = aSeat();
  const one = aCallView({ callId: 'one', state: 'alerting' });
  const two = aCallView({ callId: 'two', state: 'alerting' });
  await seat.see(one);
  expect(seat.opened()).toBe(0);
  await seat.pass(60);
  expect(seat.holders()).toBe(1);
  await seat.see({ ...one, state: 'connected' }, two);
  await seat.pass(60);
  expect(seat.holders()).toBe(2);
  await seat.see({ ...one, state: 'ended' }, { ...two, state: 'connected' });
  expect(seat.holders()).toBe(1);
  await seat.see({ ...two, state: 'ended' });
  expect(seat.holders()).toBe(0);
  expect(seat.opened()).toBe(2);
});

it('opens nothing for a call that is over at once, and lets go of what opens too late', async () => {
  const seat = aSeat();
  const call = aCallView({ state: 'alerting' });
  await seat.see(call);
  await seat.see({ ...call, state: 'ended' });
  await seat.pass(1000);
  expect(seat.opened()).toBe(0);
  const late = aCallView({ callId: 'late', state: 'alerting' });
  await seat.see(late);
  const opening = seat.pass(60);
  await seat.see({ ...late, state: 'ended' });
  await opening;
  expect([seat.opened(), seat.holders()]).toEqual([1, 0]);
});
