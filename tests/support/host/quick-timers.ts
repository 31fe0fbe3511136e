import type { Timers } from '../../../src/main/host/timers.ts';
import { systemTimers } from '../../../src/main/system/system-parts.ts';

/** The process's timers at a tenth of each wait: for tests of what comes after a wait, not of how long it is. */
export const quickTimers: Timers = {
  wait: (ms, signal) => systemTimers.wait(ms / 10, signal),
  after: (ms, call) => systemTimers.after(ms / 10, call),
};
