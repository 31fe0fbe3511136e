import type { Clock } from '../../shared/clock.ts';

/** So much per second for each key, with a store for bursts (token bucket). */
export interface Allowance {
  /** Takes `amount` if there is any left; the store may go below nothing, so that one large thing is possible but not the next. */
  take(key: string, amount?: number): boolean;
  /** Milliseconds until `take` gives again; 0 = now. */
  waitMs(key: string): number;
}

/** Keys remembered before full stores are forgotten. */
const sweepAt = 1000;

export function createAllowance(
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
  clock: Pick<Clock, 'monotonicMs'>,
): Allowance {
  const stores = new Map<string, { left: number; at: number }>();
  const leftAt = ({ left, at }: { left: number; at: number }, now: number): number =>
    Math.min(burst, left + ((now - at) / 1000) * perSecond);
  const sweep = (now: number): void => {
    for (const [key, store] of stores) if (leftAt(store, now) >= burst) stores.delete(key);
  };
  let sweepNext = sweepAt;
  return {
    take(key, amount = 1) {
      const now = clock.monotonicMs();
      const store = stores.get(key);
      const left = store ? leftAt(store, now) : burst;
      if (left <= 0) return false;
      stores.set(key, { left: left - amount, at: now });
      if (stores.size > sweepNext) {
        sweep(now);
        sweepNext = Math.max(sweepAt, 2 * stores.size);
      }
      return true;
    },
    waitMs(key) {
      const store = stores.get(key);
      const left = store ? leftAt(store, clock.monotonicMs()) : burst;
      return left > 0 ? 0 : Math.ceil(((1 - left) / perSecond) * 1000);
    },
  };
}
