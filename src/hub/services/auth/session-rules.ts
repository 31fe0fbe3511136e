const minute = 60_000;

/** How long things of a sign-in last, in milliseconds, and how many wrong passwords an account bears. */
export const sessionRules = {
  accessMs: 15 * minute,
  /** From the last refresh: a desk that is silent for longer has to sign in again. */
  refreshMs: 12 * 60 * minute,
  /** How long the refresh token before the last one is still taken: the answer that carried the new one may be lost. */
  refreshGraceMs: 2 * minute,
  failuresBeforeLock: 5,
  lockMs: 15 * minute,
  /** Failures older than this no longer count. */
  failureMemoryMs: 24 * 60 * minute,
} as const;
