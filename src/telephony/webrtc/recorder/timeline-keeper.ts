/** Frames per millisecond at 48 kHz. */
export const framesPerMs = 48;

/** What to do before a block is written. */
export interface BlockPlan {
  /** Frames of silence to write first. */
  readonly silence: number;
  /** Frames to leave out at the start of the block. */
  readonly drop: number;
}

/**
 * Keeps the file's time line on the call's: position in the file = time since the answer. Pure bookkeeping; times are
 * monotonic milliseconds, lengths are frames at 48 kHz.
 *
 * A block that arrives late may have been delayed on its way (the next ones follow at once) or may follow a stall of
 * the audio device (its time is missing). Only the first block after known silence is therefore placed by the clock;
 * otherwise the smallest lag of the last two seconds tells what is truly missing.
 */
export interface TimelineKeeper {
  /** Call it for each block, then write silence, then the rest of the block. */
  onBlock(nowMs: number, frames: number): BlockPlan;
  /** Call it ten times a second: frames of silence to write now because nothing has come for long. */
  onTick(nowMs: number): number;
  /** Frames of silence that bring the file to its end at `nowMs`; sound that is further already stays. */
  onStop(nowMs: number): number;
  /** Frames written by the plans given so far. */
  frames(): number;
  /** True while the time line is carried on without the audio device. */
  isStalled(): boolean;
}

const stallMs = 400;
const lateTickMs = 300;
const windowMs = 2000;
const toleranceMs = 40;
/** Silence written per tick at most, so that after a long sleep the worker stays responsive. */
const maxFillFrames = 5000 * framesPerMs;

export function createTimelineKeeper(startedAtMs: number): TimelineKeeper {
  let written = 0;
  let stalled = true;
  let lastBlockMs = startedAtMs;
  let lastTickMs = startedAtMs;
  let window: { readonly atMs: number; readonly lag: number }[] = [];

  const lagAt = (nowMs: number) => Math.round((nowMs - startedAtMs) * framesPerMs) - written;

  /** Lag that even the punctual blocks of the last two seconds had, once two seconds have been seen. */
  const steadyLag = (nowMs: number): number => {
    window = window.filter(({ atMs }) => nowMs - atMs <= windowMs);
    const oldest = window[0];
    if (!oldest || nowMs - oldest.atMs < windowMs * 0.9) return 0;
    const lag = Math.min(...window.map((sample) => sample.lag));
    return Math.abs(lag) < toleranceMs * framesPerMs ? 0 : lag;
  };

  const planBlock = (nowMs: number, frames: number): BlockPlan => {
    if (stalled) {
      stalled = false;
      window = [];
      return { silence: Math.max(0, lagAt(nowMs) - frames), drop: 0 };
    }
    const lag = steadyLag(nowMs);
    if (lag === 0) return { silence: 0, drop: 0 };
    window = [];
    return lag > 0 ? { silence: lag, drop: 0 } : { silence: 0, drop: Math.min(frames, -lag) };
  };

  return {
    onBlock: (nowMs, frames) => {
      const plan = planBlock(nowMs, frames);
      written += plan.silence + frames - plan.drop;
      lastBlockMs = nowMs;
      window.push({ atMs: nowMs, lag: lagAt(nowMs) });
      return plan;
    },
    onTick: (nowMs) => {
      const late = nowMs - lastTickMs > lateTickMs;
      lastTickMs = nowMs;
      // After a late tick the worker itself was held up: let the waiting blocks come first.
      if (late || nowMs - lastBlockMs < stallMs) return 0;
      stalled = true;
      const missing = lagAt(nowMs) - stallMs * framesPerMs * 0.5;
      const fill = Math.max(0, Math.min(maxFillFrames, Math.floor(missing)));
      written += fill;
      return fill;
    },
    onStop: (nowMs) => {
      const missing = Math.max(0, lagAt(nowMs));
      written += missing;
      return missing;
    },
    frames: () => written,
    isStalled: () => stalled,
  };
}
