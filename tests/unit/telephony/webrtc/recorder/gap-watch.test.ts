import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGapWatch } from '../../../../../src/telephony/webrtc/recorder/gap-watch.ts';

it('says once that a recording loses sound, and that it keeps it again ten seconds after the last loss', () => {
  const watch = createGapWatch();
  expect(watch.onLoss(1000, 250)).toBeNull();
  expect(watch.onLoss(2000, 60)).toBe('losing');
  expect(watch.onLoss(9000, 400)).toBeNull();
  expect(watch.onTick(18_900)).toBeNull();
  expect(watch.onTick(19_000)).toBe('keeping');
  expect(watch.onTick(19_100)).toBeNull();
  expect(watch.onLoss(20_000, 250)).toBeNull();
  expect(watch.onLoss(20_500, 150)).toBe('losing');
});

it('adds up no losses that lie far apart', () => {
  const watch = createGapWatch();
  for (let minute = 1; minute < 60; minute += 1)
    expect(watch.onLoss(minute * 60_000, 290)).toBeNull();
});

it('never says the same twice in turn, whatever is lost', () => {
  const step = fc.record({ afterMs: fc.nat(15_000), lostMs: fc.nat(400) });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const watch = createGapWatch();
      let now = 0;
      const said = steps.flatMap(({ afterMs, lostMs }) => {
        now += afterMs;
        return [watch.onTick(now), lostMs > 0 ? watch.onLoss(now, lostMs) : null].filter(Boolean);
      });
      expect(said.every((one, index) => one === (index % 2 === 0 ? 'losing' : 'keeping'))).toBe(
        true,
      );
    }),
  );
});
