import { describe, expect, it, vi } from 'vitest';
import { createAllowance } from '../../../../src/hub/http/allowance.ts';
import { createPlaces } from '../../../../src/hub/http/places.ts';
import { createUploadLocker } from '../../../../src/hub/http/upload-locker.ts';

describe('places', () => {
  it('are so many for each key, and free again when left, once', () => {
    const places = createPlaces(2);
    const leave = places.enter('a');
    expect(places.enter('a')).not.toBeNull();
    expect(places.enter('a')).toBeNull();
    expect(places.enter('b')).not.toBeNull();
    leave?.();
    leave?.();
    expect(places.enter('a')).not.toBeNull();
    expect(places.enter('a')).toBeNull();
  });
});

describe('an allowance', () => {
  it('gives a burst at once, then so much per second, and lets one large thing go below nothing', () => {
    let at = 0;
    const allowance = createAllowance({ perSecond: 10, burst: 3 }, { monotonicMs: () => at });
    expect([1, 2, 3, 4].map(() => allowance.take('a'))).toEqual([true, true, true, false]);
    expect(allowance.waitMs('a')).toBe(100);
    at = 100;
    expect(allowance.take('a', 50)).toBe(true);
    at = 4000;
    expect(allowance.take('a')).toBe(false);
    at = 5100;
    expect(allowance.take('a')).toBe(true);
  });
});

describe('the lock of an upload', () => {
  const signal = () => new AbortController().signal;

  it('asks the holder once to let go, hands over in order, and lets no more than two wait', async () => {
    const locker = createUploadLocker();
    const [first, second, third, fourth] = [1, 2, 3, 4].map(() => locker.newLock('u'));
    const asked = vi.fn<() => void>();
    await first?.lock(signal(), asked);
    const order: number[] = [];
    const waiting = [
      second?.lock(signal(), asked).then(() => order.push(2)),
      third?.lock(signal(), asked).then(() => order.push(3)),
    ];
    await expect(fourth?.lock(signal(), asked)).rejects.toMatchObject({ status_code: 500 });
    expect(asked.mock.calls.length).toBe(2);
    await first?.unlock();
    await waiting[0];
    expect(order).toEqual([2]);
    await second?.unlock();
    await waiting[1];
    await third?.unlock();
    await fourth?.lock(signal(), asked);
  });

  it('forgets one who gives up', async () => {
    const locker = createUploadLocker();
    const [first, second] = [1, 2].map(() => locker.newLock('u'));
    await first?.lock(signal(), () => undefined);
    const controller = new AbortController();
    const waiting = second?.lock(controller.signal, () => undefined);
    controller.abort();
    await expect(waiting).rejects.toBeDefined();
    await first?.unlock();
    await second?.lock(signal(), () => undefined);
  });
});
