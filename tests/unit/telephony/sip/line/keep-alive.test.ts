import { describe, expect, it } from 'vitest';
import { createKeepAlive } from '../../../../../src/telephony/sip/line/keep-alive.ts';
import { createFakeTimers } from '../../../../support/fake-timers.ts';

function start() {
  const timers = createFakeTimers();
  const seen = { pings: 0, deaths: 0 };
  const keepAlive = createKeepAlive({
    setTimer: timers.setTimer,
    ping: () => (seen.pings += 1),
    onDead: () => (seen.deaths += 1),
  });
  keepAlive.start();
  return { timers, seen, keepAlive };
}

describe('keep-alive', () => {
  it('pings every 15 s as long as something comes back', () => {
    const { timers, seen, keepAlive } = start();
    for (let round = 1; round <= 10; round += 1) {
      timers.advance(15_000);
      expect(seen.pings).toBe(round);
      timers.advance(20);
      keepAlive.heard();
    }
    expect(seen.deaths).toBe(0);
  });

  it('calls the socket dead after 5 s of silence', () => {
    const { timers, seen } = start();
    timers.advance(15_000 + 4999);
    expect(seen.deaths).toBe(0);
    timers.advance(1);
    expect(seen.deaths).toBe(1);
  });

  it('takes an answer that comes within the ping itself', () => {
    const timers = createFakeTimers();
    const deaths: string[] = [];
    const keepAlive = createKeepAlive({
      setTimer: timers.setTimer,
      ping: () => keepAlive.heard(),
      onDead: () => deaths.push('dead'),
    });
    keepAlive.start();
    timers.advance(100_000);
    expect(deaths).toEqual([]);
  });

  it('proves the socket within 2 s when the PC woke up', () => {
    const { timers, seen, keepAlive } = start();
    timers.advance(1000);
    keepAlive.wake();
    expect(seen.pings).toBe(1);
    timers.advance(1999);
    expect(seen.deaths).toBe(0);
    timers.advance(1);
    expect(seen.deaths).toBe(1);
  });

  it('goes on as before when the woken socket answers', () => {
    const { timers, seen, keepAlive } = start();
    keepAlive.wake();
    keepAlive.heard();
    timers.advance(14_999);
    expect(seen).toEqual({ pings: 1, deaths: 0 });
    timers.advance(1);
    expect(seen.pings).toBe(2);
  });

  it('does nothing after it was stopped', () => {
    const { timers, seen, keepAlive } = start();
    keepAlive.stop();
    timers.advance(60_000);
    expect(seen).toEqual({ pings: 0, deaths: 0 });
  });
});
