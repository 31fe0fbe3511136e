import { createSideLine, toleranceFrames } from './side-line.ts';
import { framesPerMs, type Span } from './sound-frames.ts';
import { joined, without } from './spans.ts';

export type Side = 'agent' | 'citizen';

/** The next stretch of the recording, both sides equally long. */
export interface Stretch {
  readonly agent: Float32Array<ArrayBuffer>;
  readonly citizen: Float32Array<ArrayBuffer>;
}

/**
 * Keeps the file's time line on the call's: position in the file = time since the answer. Pure; times are monotonic milliseconds,
 * lengths are frames at 48 kHz.
 *
 * The file is written as far as both sides have come. A side from which nothing comes is not waited for after 400 ms; when nothing
 * comes from either, silence is written, and what comes later for that place is left out.
 */
export interface CallLine {
  onSound(side: Side, samples: Float32Array, atMs: number): void;
  /** A side has got another track at `atMs`, or none any more. */
  onTrack(side: Side, hasTrack: boolean, atMs: number): void;
  /** The citizen's side is on hold: its silence is no loss. */
  setHeld(isHeld: boolean): void;
  /** Call it ten times a second. */
  onTick(nowMs: number): void;
  /** Brings the file to its end at `nowMs`; what is written further already stays. */
  onStop(nowMs: number): void;
  /** The call was over at `atMs`: what was said later is left out. */
  endsAt(atMs: number): void;
  /** True when nothing is missing before `atMs` that may still come. */
  isCompleteUntil(atMs: number): boolean;
  /** What can be written now, at most 200 ms of it; `null` = nothing. */
  take(): Stretch | null;
  /** What was found to be lost since it was last asked. Nothing is told twice. */
  takeLosses(): readonly Span[];
}

const stallMs = 400;
/** What is filled with silence stays so far behind: sound that comes late after all has a place then. */
const fillBehindMs = 200;
const lateTickMs = 300;
/** A citizen's side that comes back after longer was let rest; a microphone always delivers. */
const citizenRestFrames = 2000 * framesPerMs;
const rememberedLosses = 50;
const stretchFrames = 200 * framesPerMs;

export function createCallLine(startedAtMs: number): CallLine {
  const sides = {
    agent: {
      line: createSideLine(Infinity),
      hasTrack: false,
      hasCome: false,
      lastComeMs: startedAtMs,
    },
    citizen: {
      line: createSideLine(citizenRestFrames),
      hasTrack: false,
      hasCome: false,
      lastComeMs: startedAtMs,
    },
  };
  const both = [sides.agent, sides.citizen];
  let written = 0;
  let filledUntil = 0;
  /** Nothing is written beyond. */
  let limit = Infinity;
  let lastTickMs = startedAtMs;
  let losses: readonly Span[] = [];
  let told: readonly Span[] = [];

  const framesAt = (atMs: number) => Math.round((atMs - startedAtMs) * framesPerMs);
  const lose = (spans: readonly Span[]) => {
    losses = [...losses, ...spans];
  };
  const readyUntil = () => {
    const ready = both.flatMap(({ line }) => line.readyUntil() ?? []);
    return Math.min(limit, ready.length > 0 ? Math.min(...ready) : filledUntil);
  };
  /** Nobody delivers. A microphone always does; a citizen may be on hold at the other end. */
  const loseAll = (span: Span) => {
    if (sides.agent.hasTrack && span.from < span.to) lose([span]);
  };
  const fill = (to: number) => {
    if (to <= written) return;
    loseAll({ from: written, to });
    filledUntil = to;
  };

  return {
    onSound(side, samples, atMs) {
      const { line } = sides[side];
      sides[side].hasCome = true;
      const at = framesAt(atMs);
      const early = Math.min(samples.length, Math.max(0, -at));
      if (early === samples.length) return;
      const isFilled = filledUntil > 0 && filledUntil >= written;
      if (isFilled && both.every((one) => one.line.readyUntil() === null))
        loseAll({ from: filledUntil, to: at });
      lose(line.onSound(samples.subarray(early), at + early, Math.max(written, filledUntil)));
    },
    onTrack(side, hasTrack, atMs) {
      sides[side].hasTrack = hasTrack;
      lose(sides[side].line.onTrack(framesAt(atMs)));
    },
    setHeld: (isHeld) => sides.citizen.line.setHeld(isHeld),
    onTick(nowMs) {
      const isLate = nowMs - lastTickMs > lateTickMs;
      lastTickMs = nowMs;
      for (const side of both) {
        if (side.hasCome || isLate) side.lastComeMs = Math.max(side.lastComeMs, nowMs);
        side.hasCome = false;
      }
      const stalled = both.filter(({ lastComeMs }) => nowMs - lastComeMs >= stallMs);
      for (const { line } of stalled) {
        lose(line.settle());
        line.rest();
      }
      if (stalled.length === both.length) fill(framesAt(nowMs - fillBehindMs));
    },
    onStop(nowMs) {
      const end = framesAt(nowMs);
      const present = both.filter(({ line }) => line.readyUntil() !== null);
      const agentRestsSince = sides.agent.line.restsSince();
      for (const { line } of present) {
        lose(line.settle());
        const until = line.readyUntil() ?? end;
        if (end - until > toleranceFrames) lose([{ from: until, to: end }]);
        line.rest();
      }
      if (present.length === 0 && end - written > toleranceFrames) fill(end);
      const restsSince = agentRestsSince ?? end;
      if (end - restsSince > toleranceFrames) lose([{ from: restsSince, to: end }]);
      filledUntil = Math.max(written, end);
    },
    endsAt(atMs) {
      limit = Math.max(written, framesAt(atMs));
    },
    isCompleteUntil(atMs) {
      return both.every(({ line }) => (line.readyUntil() ?? Infinity) >= framesAt(atMs));
    },
    take() {
      const frames = Math.min(stretchFrames, readyUntil() - written);
      if (frames <= 0) return null;
      const agent = sides.agent.line.take(written, frames);
      const citizen = sides.citizen.line.take(written, frames);
      written += frames;
      return { agent, citizen };
    },
    takeLosses() {
      if (losses.length === 0) return [];
      // Both sides often lose the same, and find it out one after the other.
      const taken = without(joined(losses), told).filter(
        (loss) => loss.to - loss.from > toleranceFrames || !told.some(touches(loss)),
      );
      told = joined([...told, ...taken]).slice(-rememberedLosses);
      losses = [];
      return taken;
    },
  };
}

/** The two sides never lose to the frame the same: what one has more is not worth a mark of its own. */
const touches =
  ({ from, to }: Span) =>
  (other: Span): boolean =>
    other.to === from || other.from === to;
