import { expect, it, vi } from 'vitest';
import { type WatchOptions, watchDesk } from '../../../../src/renderer/desk/watch-desk.ts';
import type { LinkState } from '../../../../src/renderer/host/reconnecting-link.ts';
import { AppError } from '../../../../src/shared/app-error.ts';
import { createFakeTimers } from '../../../support/fake-timers.ts';

it('watches again as soon as the host is back, not when a pause is over: until then the screen says that it is old', async () => {
  const timers = createFakeTimers();
  const listeners = new Set<(state: LinkState) => void>();
  const stop = new AbortController();
  const watch = vi.fn<WatchOptions['api']['watch']>(async () => {
    throw new AppError('ipc.disconnected');
  });
  const done = watchDesk({
    api: { watch, info: vi.fn<WatchOptions['api']['info']>() },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setTimer: timers.setTimer,
    signal: stop.signal,
    onInfo() {},
    onEvent() {},
    onLost() {},
  });
  const tell = (state: LinkState) => listeners.forEach((listener) => listener(state));
  await vi.waitFor(() => expect(timers.waiting()).toBe(1));
  timers.advance(200);
  await vi.waitFor(() => expect(watch).toHaveBeenCalledTimes(2));
  await vi.waitFor(() => expect(timers.waiting()).toBe(1));
  tell('connecting');
  tell('connected');
  await vi.waitFor(() => expect(watch).toHaveBeenCalledTimes(3));
  await vi.waitFor(() => expect([timers.waiting(), listeners.size]).toEqual([1, 1]));
  stop.abort();
  tell('connected');
  await done;
  expect([timers.waiting(), listeners.size]).toEqual([0, 0]);
});
