/** From a track's own clock to the recorder's. */
export interface SoundClock {
  /** Sound with this time stamp (microseconds) has come just now. */
  onArrival(timestampUs: number): void;
  /** False while each arrival tells better: at first what has waited for the worker comes. */
  isKnown(): boolean;
  /** Monotonic milliseconds at which sound with this time stamp was there. */
  momentOf(timestampUs: number): number;
}

const betterMs = 2;
const arrivalsToTrust = 3;

/**
 * Chromium stamps sound by the system's monotonic clock, whose beginning nobody tells. What came with the least delay tells it:
 * every stamp is exactly as old as that one was at least. `nowMs`: monotonic milliseconds.
 */
export function createSoundClock(nowMs: () => number): SoundClock {
  let offsetMs = Infinity;
  let noBetter = 0;
  return {
    onArrival(timestampUs) {
      const lagMs = nowMs() - timestampUs / 1000;
      noBetter = lagMs < offsetMs - betterMs ? 0 : noBetter + 1;
      offsetMs = Math.min(offsetMs, lagMs);
    },
    isKnown: () => noBetter >= arrivalsToTrust,
    momentOf: (timestampUs) => timestampUs / 1000 + offsetMs,
  };
}
