import type { Clock } from '../../../shared/clock.ts';

/** How long somebody has been signed in. */
export interface SessionAge {
  /** It began at this wall time, now or before a restart of the host. Epoch milliseconds. */
  begin(at: number): void;
  /** Milliseconds; 0 before `begin`. */
  ms(): number;
}

/**
 * By whichever clock says longer: the monotonic one stands still while the PC sleeps, the wall clock can be set back.
 */
export function createSessionAge(clock: Clock): SessionAge {
  let begun: { readonly wall: number; readonly monotonic: number } | null = null;
  return {
    begin(at) {
      const before = Math.max(0, clock.now() - at);
      begun = { wall: at, monotonic: clock.monotonicMs() - before };
    },
    ms() {
      if (begun === null) return 0;
      return Math.max(clock.monotonicMs() - begun.monotonic, clock.now() - begun.wall);
    },
  };
}
