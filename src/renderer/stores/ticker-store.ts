import { createStore } from 'zustand/vanilla';
import type { Clock } from '../../shared/clock.ts';

/** Wall time for timers on screen, in epoch milliseconds, moved on by the composition root. */
export function createTickerStore(clock: Clock) {
  return createStore<{ readonly now: number; tick(): void }>()((set) => ({
    now: clock.now(),
    tick: () => set({ now: clock.now() }),
  }));
}
export type TickerStore = ReturnType<typeof createTickerStore>;
