import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

it('goes by the origin that was known when page and worker were loaded', async () => {
  vi.stubGlobal('performance', { timeOrigin: 1000, now: () => 5 });
  const { nowMs } = await import('../../../../../src/telephony/webrtc/recorder/recorder-clock.ts');
  // The PC's clock is set forward, and only now is the worker asked for the time.
  vi.stubGlobal('performance', { timeOrigin: 61_000, now: () => 7 });
  expect(nowMs()).toBe(1007);
});
