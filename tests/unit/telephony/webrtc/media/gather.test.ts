import { describe, expect, it } from 'vitest';
import { gathered } from '../../../../../src/telephony/webrtc/media/gather.ts';
import { createFakeTimers } from '../../../../support/fake-timers.ts';

class FakeConnection extends EventTarget {
  iceGatheringState: RTCIceGatheringState = 'complete';
  move(state: RTCIceGatheringState): void {
    this.iceGatheringState = state;
    this.dispatchEvent(new Event('icegatheringstatechange'));
  }
}

describe('gathering candidates', () => {
  it('waits for the end of the new gathering, not for that of an old one', async () => {
    const timers = createFakeTimers();
    const connection = new FakeConnection();
    const seen: string[] = [];
    const done = gathered(connection, {
      gathersAnew: true,
      limitMs: 1000,
      setTimer: timers.setTimer,
    }).then(() => seen.push('done'));
    connection.move('gathering');
    await Promise.resolve();
    expect(seen).toEqual([]);
    connection.move('complete');
    await done;
    expect(timers.waiting()).toBe(0);
  });

  it('goes on with what it has when the limit is reached', async () => {
    const timers = createFakeTimers();
    const connection = new FakeConnection();
    const done = gathered(connection, {
      gathersAnew: true,
      limitMs: 1000,
      setTimer: timers.setTimer,
    });
    connection.move('gathering');
    timers.advance(1000);
    await expect(done).resolves.toBeUndefined();
  });

  it('waits for nothing when nothing is gathered anew', async () => {
    const timers = createFakeTimers();
    await gathered(new FakeConnection(), {
      gathersAnew: false,
      limitMs: 1000,
      setTimer: timers.setTimer,
    });
    expect(timers.waiting()).toBe(0);
  });
});
