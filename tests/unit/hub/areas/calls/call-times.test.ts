import { describe, expect, it } from 'vitest';
import { countedTimes } from '../../../../../src/hub/areas/calls/call-times.ts';
import { aCall } from '../../../../support/hub-values.ts';

const minute = 60_000;
const month = 31 * 24 * 60 * minute;
const now = 20 * month;
const call = (startedAt: number, answeredAt: number | null, endedAt: number | null) =>
  aCall({ startedAt, answeredAt, endedAt });
const known = (startedAt: number, facts: { listedAt?: number; doubtedAt?: number } = {}) => ({
  call: call(startedAt, null, null),
  deskId: 'desk',
  listedAt: facts.listedAt,
  doubtedAt: facts.doubtedAt,
});
const believed = { listedAt: undefined, doubtedAt: undefined };

describe('the times of a call', () => {
  it.each([
    [now, null, null],
    [now - 1, now, now],
    [now - month, null, null],
    [now + 5 * minute, null, null],
    [now, now + 5 * minute, now + 5 * minute],
    [now, now - 5 * minute, now - 10 * minute],
    [now, null, now - 5 * minute],
  ])('are believed: %d %d %d', (startedAt, answeredAt, endedAt) => {
    expect(countedTimes(call(startedAt, answeredAt, endedAt), null, now)).toEqual(believed);
  });

  it.each([
    [now - month - 1, null, null],
    [now + 5 * minute + 1, null, null],
  ])(
    'are doubted, and the call is listed where it came: %d %d %d',
    (startedAt, answeredAt, endedAt) => {
      expect(countedTimes(call(startedAt, answeredAt, endedAt), null, now)).toEqual({
        listedAt: now,
        doubtedAt: now,
      });
    },
  );

  it.each([
    [now, now + 5 * minute + 1, null],
    [now, null, now - month - 1],
    [now, now - 5 * minute - 1, null],
    [now, now, now - 5 * minute - 1],
    [now, null, now - 5 * minute - 1],
  ])(
    'are doubted where the rest cannot be, and the beginning lists it: %d %d %d',
    (startedAt, answeredAt, endedAt) => {
      expect(countedTimes(call(startedAt, answeredAt, endedAt), null, now)).toEqual({
        listedAt: undefined,
        doubtedAt: now,
      });
    },
  );
});

describe('what is said again of a call', () => {
  it('keeps its place and does not doubt an old beginning anew', () => {
    const old = now - 2 * month;
    expect(countedTimes(call(old, null, now), known(old, { listedAt: 5 }), now)).toEqual({
      listedAt: 5,
      doubtedAt: undefined,
    });
    expect(countedTimes(call(old, null, old), known(old), now).doubtedAt).toBe(now);
    expect(countedTimes(call(now, now, now), known(now), now)).toEqual(believed);
  });

  it('stays doubted since it first was', () => {
    const doubted = known(now, { doubtedAt: 7 });
    expect(countedTimes(call(now, now, now), doubted, now).doubtedAt).toBe(7);
    expect(countedTimes(call(now, null, now - month - 1), doubted, now).doubtedAt).toBe(7);
  });

  it('with another beginning is looked at as new', () => {
    const other = known(now - 9, { listedAt: 5 });
    expect(countedTimes(call(now, now, now), other, now)).toEqual(believed);
    expect(countedTimes(call(now - month - 1, now, now), other, now)).toEqual({
      listedAt: now,
      doubtedAt: now,
    });
  });
});
