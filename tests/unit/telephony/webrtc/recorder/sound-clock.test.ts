import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSoundClock } from '../../../../../src/telephony/webrtc/recorder/sound-clock.ts';

/** The sound's clock began so long before the recorder's. */
const aheadMs = 123_456.5;
const stampOf = (atMs: number) => (atMs + aheadMs) * 1000;

it('sound that waited was there before it came', () => {
  let now = 1000;
  const clock = createSoundClock(() => now);
  clock.onArrival(stampOf(1000));
  now = 4000;
  clock.onArrival(stampOf(1010));
  expect(clock.momentOf(stampOf(1000))).toBeCloseTo(1000, 3);
  expect(clock.momentOf(stampOf(1010))).toBeCloseTo(1010, 3);
});

it('knows the clock as well as what came soonest, and says of nothing that it is still to come', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1 }), (delays) => {
      let now = 0;
      const clock = createSoundClock(() => now);
      let soonest = Infinity;
      delays.forEach((delayMs, index) => {
        const atMs = index * 10;
        now = Math.max(now, atMs + delayMs);
        soonest = Math.min(soonest, now - atMs);
        clock.onArrival(stampOf(atMs));
        const moment = clock.momentOf(stampOf(atMs));
        expect(moment).toBeCloseTo(atMs + soonest, 3);
        expect(moment).toBeLessThan(now + 0.01);
      });
    }),
  );
});

it('is not known before all that has waited for the worker has come', () => {
  let now = 300;
  const clock = createSoundClock(() => now);
  for (let atMs = 0; atMs <= 300; atMs += 10) {
    clock.onArrival(stampOf(atMs));
    expect(clock.isKnown()).toBe(false);
  }
  for (now = 310; now <= 340; now += 10) clock.onArrival(stampOf(now));
  expect(clock.isKnown()).toBe(true);
  expect(clock.momentOf(stampOf(100))).toBeCloseTo(100, 3);
});
