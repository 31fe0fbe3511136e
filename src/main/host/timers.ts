/** Waiting, handed in so that tests own it. */
export interface Timers {
  /** Resolves after `ms`, or at once when `signal` aborts. Never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Calls once after `ms`; returns the cancel. */
  after(ms: number, call: () => void): () => void;
}

/** Full-jitter back-off in milliseconds: anywhere between `lowMs` and the doubled span of `attempt`, at most `highMs`. */
export function jitter(
  attempt: number,
  random: () => number,
  lowMs = 500,
  highMs = 15_000,
): number {
  const span = Math.min(highMs, lowMs * 2 ** Math.min(attempt + 1, 10));
  return Math.round(lowMs + random() * (span - lowMs));
}
