import { framesPerMs, type Span } from './sound-frames.ts';
import { createDriftServo, stretched } from './drift-servo.ts';

/**
 * One side of the recording: puts its sound on the file's time line by the stamps that it carries. Pure; all numbers are frames
 * at 48 kHz since the answer.
 *
 * A stamp can be late: whoever was to fetch the sound was not let run, and then fetches in a burst what is stamped at once but
 * follows seamlessly. Sound is lost only if the stamps stay late. So a late block waits, until one that is in time shows that
 * nothing is missing, or 100 ms of late ones show how much is.
 */
export interface SideLine {
  /** Sound that began at `at`. `written`: where the file ends so far. Gives what is found to be lost. */
  onSound(samples: Float32Array, at: number, written: number): readonly Span[];
  /**
   * Another track from `at` on, or none. Gives what the one before has not brought until then; the next sound begins where it says,
   * and what lies between is no loss.
   */
  onTrack(at: number): readonly Span[];
  /** Puts what waits in its place. */
  settle(): readonly Span[];
  /** The file goes on without this side until something comes. */
  rest(): void;
  /** While both sides have agreed on silence, whoever comes back has lost nothing. */
  setHeld(isHeld: boolean): void;
  /** Where it stopped, while it rests; `null` = it does not, or its track has brought nothing yet. */
  restsSince(): number | null;
  /** The file may be written up to here; `null` = this side is not waited for. */
  readyUntil(): number | null;
  /** The side's frames from where it was taken last, silence where it has none. */
  take(written: number, frames: number): Float32Array<ArrayBuffer>;
}

/** What no mark tells: the clock of the sound card strays by so much, and callbacks come late by so much. */
export const toleranceFrames = 40 * framesPerMs;
/** So long late stamps must go on. */
const provenFrames = 100 * framesPerMs;
/** A place that was filled already is another's. Less than this is made up for by running slightly faster. */
const takenFrames = 60 * framesPerMs;
/** What waits in the browser's queue goes with its track (ADR 0234): so much is no sign of a loss. */
const swapFrames = 200 * framesPerMs;

interface Piece {
  readonly from: number;
  readonly samples: Float32Array;
}

/** A side that comes back after more than `restFrames` was let rest, not lost. */
export function createSideLine(restFrames: number): SideLine {
  const pieces: Piece[] = [];
  let late: Piece[] = [];
  let next = 0;
  let isPresent = false;
  let hasSounded = false;
  let isHeld = false;
  const servo = createDriftServo();

  const place = (samples: Float32Array) => {
    const block = stretched(samples, servo.framesFor(samples.length));
    pieces.push({ from: next, samples: block });
    next += block.length;
  };
  const placeLate = (hole: number): readonly Span[] => {
    const lost = hole > 0 ? [{ from: next, to: next + hole }] : [];
    next += hole;
    if (hole > 0) servo.reset();
    for (const { samples } of late) place(samples);
    late = [];
    return lost;
  };
  /** How late a block is that follows all that are here. */
  const latenessOf = (at: number) =>
    at - next - late.reduce((sum, { samples }) => sum + samples.length, 0);
  /** The least that the late ones were. */
  const holeOfLate = () => {
    let follows = next;
    let least = Infinity;
    for (const { from, samples } of late) {
      least = Math.min(least, from - follows);
      follows += samples.length;
    }
    return least === Infinity ? 0 : least;
  };

  const comeBack = (samples: Float32Array, at: number, written: number): readonly Span[] => {
    const since = next;
    const dropped = Math.max(0, Math.min(samples.length, written - at - takenFrames));
    if (dropped === samples.length) return [];
    isPresent = true;
    servo.reset();
    next = Math.max(at + dropped, written, since);
    place(samples.subarray(dropped));
    const wasLost = hasSounded && !isHeld && at > since && at - since <= restFrames;
    hasSounded = true;
    return wasLost ? [{ from: since, to: at + dropped }] : [];
  };

  return {
    onSound(samples, at, written) {
      if (!isPresent) return comeBack(samples, at, written);
      const lateness = latenessOf(at);
      if (lateness <= toleranceFrames) {
        const lost = placeLate(0);
        servo.onBlock(at - next);
        const taken = Math.min(samples.length, Math.max(0, next - at - takenFrames));
        if (taken < samples.length) place(samples.subarray(taken));
        return taken > 0 ? [...lost, { from: at, to: at + taken }] : lost;
      }
      late.push({ from: at, samples });
      const isProven = at - (late[0]?.from ?? at) >= provenFrames;
      return isProven ? placeLate(holeOfLate()) : [];
    },
    onTrack(at) {
      const lost = placeLate(holeOfLate());
      const isMissing = isPresent && !isHeld && at - next > swapFrames;
      isPresent = false;
      hasSounded = false;
      return isMissing ? [...lost, { from: next, to: at }] : lost;
    },
    settle: () => placeLate(holeOfLate()),
    rest() {
      isPresent = false;
    },
    setHeld(next) {
      isHeld = next;
      if (!isPresent) hasSounded = false;
    },
    restsSince: () => (hasSounded && !isPresent ? next : null),
    readyUntil: () => (isPresent ? next : null),
    take(written, frames) {
      const taken = new Float32Array(frames);
      const end = written + frames;
      while (pieces[0] && pieces[0].from < end) {
        const { from, samples } = pieces[0];
        const head = samples.subarray(Math.max(0, written - from), end - from);
        taken.set(head, Math.max(0, from - written));
        if (from + samples.length > end) break;
        pieces.shift();
      }
      return taken;
    },
  };
}
