/** From the wall clock of the audio thread to the recorder's own. */
export interface RenderClock {
  /** Monotonic milliseconds at which a block was rendered that says `renderedAt` by the wall clock. Call it in their order. */
  momentOf(renderedAt: number): number;
}

export interface RenderClockOptions {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** Epoch milliseconds. */
  readonly wallMs: () => number;
}

/**
 * A block's age when it arrives tells when it was rendered. A wall clock that was set meanwhile makes an age that cannot be: it
 * stays between the block before and now.
 */
export function createRenderClock({ nowMs, wallMs }: RenderClockOptions): RenderClock {
  let lastMs = -Infinity;
  return {
    momentOf(renderedAt) {
      const now = nowMs();
      lastMs = Math.min(now, Math.max(lastMs, now - Math.max(0, wallMs() - renderedAt)));
      return lastMs;
    },
  };
}
