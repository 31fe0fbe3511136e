/** Source of time, handed to everything that needs it, so that tests own it. */
export interface Clock {
  /** Wall time in epoch milliseconds (UTC). Jumps when the PC's clock is set. */
  now(): number;
  /** Milliseconds since an arbitrary start; never runs backwards. For durations and back-off. */
  monotonicMs(): number;
}
