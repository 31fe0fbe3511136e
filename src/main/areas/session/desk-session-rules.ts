const hour = 3_600_000;

/** How long a desk trusts what the hub last said of a person, in milliseconds. */
export const deskSessionRules = {
  /** A session is taken up again after a restart of the host within one shift. */
  restoreWithinMs: 12 * hour,
  /**
   * The hub renews no session that it has not heard of for longer (12 h, `sessionRules.refreshMs`). A refusal after so long
   * is no word on the person.
   */
  renewWithinMs: 12 * hour - 5 * 60_000,
  /**
   * From the sign-in, also while the hub is away: then the desk locks after the running call. A little less than at the
   * hub, so that a session that only grew old is no refusal of the person.
   */
  sessionMs: 24 * hour - 5 * 60_000,
  /** A password kept for signing in without the hub, since the hub last accepted it. */
  verifierMs: 7 * 24 * hour,
  /** How often it opens the desk in that time: bounds it too while the clock stands still. */
  verifierUses: 40,
  /** A clock that goes back by more than this is not believed. */
  clockToleranceMs: 5 * 60_000,
} as const;
