import type { SignInFailures, UsersRepository } from './users-repository.ts';

/** Failed sign-ins as they are counted, for one kind of source. */
export type FailureCounts = Pick<UsersRepository, 'failures' | 'setFailures' | 'clearFailures'>;

/** And which work numbers are locked at `now`, the longest of each: until when. */
export interface StrangerFailures extends FailureCounts {
  locks(now: number): ReadonlyMap<string, number>;
}

/** More than strangers who are people have; beyond it the oldest is forgotten. */
const maxCounts = 5000;

/**
 * Failures from addresses that do not know the person, in memory only: anybody can cause them, and each would be a synced
 * write. A restart of the hub forgets them.
 */
export function createStrangerFailures(): StrangerFailures {
  const counts = new Map<string, { readonly failures: SignInFailures; readonly at: number }>();
  const keyOf = (workNo: string, source: string) => `${workNo}\n${source}`;
  const workNoOf = (key: string) => key.slice(0, key.indexOf('\n'));
  return {
    async failures(workNo, source, since) {
      const known = counts.get(keyOf(workNo, source));
      return known && known.at >= since ? known.failures : { count: 0, lockedUntil: null };
    },
    async setFailures({ workNo, source }, failures, { now, forgetBefore }) {
      const key = keyOf(workNo, source);
      counts.delete(key);
      counts.set(key, { failures, at: now });
      for (const [oldest, { at }] of counts) {
        if (at >= forgetBefore && counts.size <= maxCounts) break;
        counts.delete(oldest);
      }
    },
    async clearFailures(workNo, source) {
      if (source !== undefined) counts.delete(keyOf(workNo, source));
      else for (const key of counts.keys()) if (workNoOf(key) === workNo) counts.delete(key);
    },
    locks(now) {
      const found = new Map<string, number>();
      for (const [key, { failures }] of counts) {
        const until = failures.lockedUntil ?? 0;
        if (until > Math.max(now, found.get(workNoOf(key)) ?? 0)) found.set(workNoOf(key), until);
      }
      return found;
    },
  };
}
