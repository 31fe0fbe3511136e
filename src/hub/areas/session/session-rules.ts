const minute = 60_000;

/** How long things of a sign-in last, in milliseconds, and how many wrong passwords an account bears. */
export const sessionRules = {
  accessMs: 15 * minute,
  /** From the last refresh: a desk that is silent for longer has to sign in again. */
  refreshMs: 12 * 60 * minute,
  /** From the sign-in, however often it is refreshed: longer than any shift, then the password is asked for again. */
  sessionMs: 24 * 60 * minute,
  /**
   * How long the refresh token before the last one is still taken, once, from a desk of before there were keys: the answer
   * with the new one may be lost. A desk that proves its key may ask for that answer as long as the session lives.
   */
  refreshGraceMs: 2 * minute,
  /** Of one person: more than anybody has desks; the oldest end. */
  sessionsOfOne: 16,
  /** Wrong passwords for one work number from one source. */
  failuresBeforeLock: 5,
  /** For an address that does not know this person. */
  lockMs: 15 * minute,
  /** At a desk that has proven its key and where this person has worked before: slows, but does not keep anybody out. */
  deskLockMs: minute,
  /** Failures older than this no longer count. */
  failureMemoryMs: 24 * 60 * minute,
  /** Failures of one address over all work numbers, within `sprayMs`, after which it waits for `sprayWaitMs` at a time. */
  failuresBeforeSlow: 20,
  sprayMs: 15 * minute,
  sprayWaitMs: 30_000,
} as const;
