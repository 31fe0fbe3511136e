import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import { sessionRules } from './session-rules.ts';

/** Slows an address that fails with many work numbers: each by itself stays below its lock. Forgotten with the process. */
export interface SprayBrake {
  /** Throws `hub.signInBusy` with the seconds to wait. */
  check(address: string): void;
  failed(address: string): void;
}

/** More addresses than an office has; beyond it the longest known is forgotten. */
const maxAddresses = 5000;

export function createSprayBrake({ clock }: { readonly clock: Clock }): SprayBrake {
  const byAddress = new Map<string, { count: number; since: number; nextAt: number }>();
  const find = (address: string) => {
    const found = byAddress.get(address);
    return found && clock.now() - found.since < sessionRules.sprayMs ? found : null;
  };
  return {
    check(address) {
      const found = find(address);
      const waitMs = (found?.nextAt ?? 0) - clock.now();
      if (waitMs > 0)
        throw new AppError('hub.signInBusy', { retryAfter: Math.ceil(waitMs / 1000) });
    },
    failed(address) {
      const now = clock.now();
      const { count, since } = find(address) ?? { count: 0, since: now };
      const isSlow = count + 1 >= sessionRules.failuresBeforeSlow;
      byAddress.delete(address);
      byAddress.set(address, {
        count: count + 1,
        // While it goes on, it stays slow.
        since: isSlow ? now : since,
        nextAt: isSlow ? now + sessionRules.sprayWaitMs : 0,
      });
      const [oldest] = byAddress.keys();
      if (byAddress.size > maxAddresses && oldest !== undefined) byAddress.delete(oldest);
    },
  };
}
