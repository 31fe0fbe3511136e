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
 * It goes by when blocks were rendered, never by when they arrive: a graph without an output leaves out the time in which it
 * was not let run, and never makes up for it (ADR 0021). So what a block lacks at its moment is lost, and its place is before
 * that block; what it has too much is another's place already.
 */
export interface TimelineKeeper {
  /** Call it for each block, with the moment of its last frame; then write silence, then the rest of the block. */
  onBlock(renderedMs: number, frames: number): BlockPlan;
  /** Call it ten times a second: frames of silence to write now because nothing has come for long. */
  onTick(nowMs: number): number;
  /** Frames of silence that bring the file to its end at `nowMs`; sound that is further already stays. */
  onStop(nowMs: number): number;
  /** Frames written by the plans given so far. */
  frames(): number;
  /** True while the time line is carried on without the audio device. */
  isStalled(): boolean;
}

/** What no mark tells: a block is rendered in four steps, and a step that is late is not lost. */
export const toleranceMs = 40;
const stallMs = 400;
const lateTickMs = 300;
/** Silence written per tick at most, so that after a long sleep the worker stays responsive. */
const maxFillFrames = 5000 * framesPerMs;

export function createTimelineKeeper(startedAtMs: number): TimelineKeeper {
  let written = 0;
  let stalled = true;
  let hasCome = false;
  let lastComeMs = startedAtMs;
  let lastTickMs = startedAtMs;

  const lagAt = (nowMs: number) => Math.round((nowMs - startedAtMs) * framesPerMs) - written;

  return {
    onBlock: (renderedMs, frames) => {
      const lag = lagAt(renderedMs) - frames;
      const isFar = Math.abs(lag) > toleranceMs * framesPerMs;
      const silence = lag > 0 && (stalled || isFar) ? lag : 0;
      const drop = lag < 0 && isFar ? Math.min(frames, -lag) : 0;
      stalled &&= drop > 0;
      hasCome = true;
      written += silence + frames - drop;
      return { silence, drop };
    },
    onTick: (nowMs) => {
      const late = nowMs - lastTickMs > lateTickMs;
      lastTickMs = nowMs;
      if (hasCome) lastComeMs = nowMs;
      hasCome = false;
      // After a late tick the worker itself was held up: let the waiting blocks come first.
      if (late || nowMs - lastComeMs < stallMs) return 0;
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
