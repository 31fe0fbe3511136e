import { describe, expect, it } from 'vitest';
import { createSessionTimer } from '../../../../../src/telephony/sip/call/session-timer.ts';
import type { HeaderSource } from '../../../../../src/telephony/sip/call/session-expires.ts';
import { createFakeTimers } from '../../../../support/fake-timers.ts';

const message = (headers: Readonly<Record<string, string>>): HeaderSource => ({
  getHeader: (name) => headers[name],
  getHeaders: (name) => (headers[name] === undefined ? [] : [headers[name]]),
});

function start(seconds = 240) {
  const timers = createFakeTimers();
  const refreshes: boolean[] = [];
  const delays: number[] = [];
  let expired = 0;
  const timer = createSessionTimer({
    seconds,
    setTimer(run, delayMs) {
      delays.push(delayMs);
      return timers.setTimer(run, delayMs);
    },
    refresh: (byUpdate) => refreshes.push(byUpdate),
    onExpired: () => (expired += 1),
  });
  return { timers, timer, delays, refreshes, expired: () => expired };
}

describe('session timer (RFC 4028)', () => {
  it('asks for a timer, offers to refresh, and says how short it may be', () => {
    expect(start().timer.requestHeaders()).toEqual([
      'Session-Expires: 240;refresher=uac',
      'Min-SE: 90',
    ]);
    expect(start(0).timer.requestHeaders()).toEqual([]);
  });

  it('shortens what the caller asks for, and takes the refreshing on itself', () => {
    const { timer } = start();
    expect(timer.answerHeaders(message({ supported: 'timer', 'session-expires': '1800' }))).toEqual(
      ['Session-Expires: 240;refresher=uas'],
    );
  });

  it('leaves the refreshing to a caller that wants it, not below its Min-SE', () => {
    const { timer } = start();
    const request = message({
      supported: 'replaces, timer',
      'session-expires': '1800;refresher=uac',
      'min-se': '600',
    });
    expect(timer.answerHeaders(request)).toEqual([
      'Require: timer',
      'Session-Expires: 600;refresher=uac',
    ]);
  });

  it('starts no timer with a caller that knows none', () => {
    const { timer, timers } = start();
    expect(timer.answerHeaders(message({}))).toEqual([]);
    expect(timers.waiting()).toBe(0);
  });

  it('refreshes after a quarter of the time, by UPDATE where the far side has it', () => {
    const { timer, timers, refreshes } = start();
    timer.heardAnswer(message({ 'session-expires': '240;refresher=uac', allow: 'INVITE, UPDATE' }));
    timers.advance(59_999);
    expect(refreshes).toEqual([]);
    timers.advance(1);
    expect(refreshes).toEqual([true]);
  });

  it('tries a refresh again that got no answer, and ends the call only when its time is over', () => {
    const { timer, timers, refreshes, expired } = start();
    timer.heardAnswer(message({ 'session-expires': '240;refresher=uac' }));
    timers.advance(239_999);
    expect(refreshes.length).toBeGreaterThan(15);
    expect(expired()).toBe(0);
    timers.advance(1);
    expect(expired()).toBe(1);
    expect(timers.waiting()).toBe(0);
  });

  it('ends the call when a far side that should refresh is silent', () => {
    const { timer, timers, refreshes, expired } = start();
    timer.heardAnswer(message({ 'session-expires': '120;refresher=uas' }));
    timers.advance(119_000);
    timer.answerHeaders(message({ supported: 'timer', 'session-expires': '120;refresher=uac' }));
    timers.advance(119_000);
    expect(expired()).toBe(0);
    timers.advance(1000);
    expect(expired()).toBe(1);
    expect(refreshes).toEqual([]);
  });

  it('asks for longer after a 422, once', () => {
    const { timer } = start(120);
    expect(timer.heardTooShort(message({ 'min-se': '600' }))).toBe(true);
    expect(timer.requestHeaders()).toEqual(['Session-Expires: 600;refresher=uac', 'Min-SE: 600']);
    expect(timer.heardTooShort(message({ 'min-se': '600' }))).toBe(false);
  });

  it.each(['4294967295', '2147484', '0', '-5', '1'])(
    'lives with a far side that answers Session-Expires: %s',
    (seconds) => {
      const { timer, delays, timers } = start();
      timer.heardAnswer(message({ 'session-expires': `${seconds};refresher=uac` }));
      expect(timers.waiting()).toBe(2);
      // A real timer goes off at once when it is set for longer than 31 bits of milliseconds.
      for (const delay of delays) {
        expect(delay).toBeGreaterThanOrEqual(20_000);
        expect(delay).toBeLessThan(2 ** 31);
      }
    },
  );

  it('lives with a caller whose Min-SE is longer than any call', () => {
    const { timer, delays } = start();
    timer.answerHeaders(message({ supported: 'timer', 'min-se': '4294967295' }));
    expect(delays.every((delay) => delay < 2 ** 31)).toBe(true);
    expect(delays).toHaveLength(2);
  });
});
