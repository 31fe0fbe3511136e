/** From a track's own clock to the recorder's. */
export interface SoundClock {
  /** Monotonic milliseconds at which sound with this time stamp (microseconds) was there. Call it as sound comes. */
  momentOf(timestampUs: number): number;
}

/**
 * Chromium stamps sound by the system's monotonic clock, whose beginning nobody tells. What came with the least delay tells it:
 * every stamp is exactly as old as that one was at least. `nowMs`: monotonic milliseconds.
 */
export function createSoundClock(nowMs: () => number): SoundClock {
  let offsetMs = Infinity;
  return {
    momentOf(timestampUs) {
      const stampMs = timestampUs / 1000;
      offsetMs = Math.min(offsetMs, nowMs() - stampMs);
      return stampMs + offsetMs;
    },
  };
}
