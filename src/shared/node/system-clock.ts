import { performance } from 'node:perf_hooks';
import type { Clock } from '../clock.ts';

/** The PC's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
};
