import type { CallQuality } from '../../../shared/domain/calls/call.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { qualityBetween } from './call-quality.ts';
import { createSoundJudge } from './sound-judge.ts';
import { type StatsSample, readSample } from './stats-sample.ts';

export interface CallStatsOptions {
  readonly stats: () => Promise<RTCStatsReport>;
  readonly setTimer: SetTimer;
  /** Each second, of the last five. */
  readonly onQuality: (quality: CallQuality) => void;
  /** Nobody holds: sound should arrive. */
  readonly expectsRemote: () => boolean;
  /** Nobody holds and the agent is not muted: sound should leave. */
  readonly expectsLocal: () => boolean;
  /** What is wrong with the sound has changed; `null` = nothing any more. */
  readonly onFault: (code: ErrorCode | null) => void;
}

const everyMs = 1000;
/** One second has 50 packets: 2 % a packet. Five give figures that people can read. */
const windowSeconds = 5;

/** Samples a call each second until it is stopped; a connection that is gone ends it, too. */
export function watchCallStats(options: CallStatsOptions): () => void {
  const { stats, setTimer, onQuality } = options;
  const judge = createSoundJudge();
  const samples: StatsSample[] = [];
  let fault: ErrorCode | null = null;
  let stopped = false;
  let cancel = () => {};

  const take = (after: StatsSample) => {
    const before = samples.at(-1);
    const expectsRemote = options.expectsRemote();
    // What is cut off when a side begins to hold is no loss, and what is lost after it belongs to a new window.
    if (!expectsRemote && before) samples.splice(0, samples.length, before);
    const oldest = samples[0];
    samples.push(after);
    if (samples.length > windowSeconds) samples.shift();
    if (!before || !oldest) return;
    const { quality, oneWayMs } = qualityBetween(oldest, after);
    onQuality(quality);
    const next = judge.onSecond({
      expectsRemote,
      expectsLocal: options.expectsLocal(),
      arrived: after.received.packets - before.received.packets,
      lost: Math.max(0, after.received.lost - before.received.lost),
      isFarReporting: after.isFarReporting,
      left: hasLeft(before.sent, after.sent),
      lossPercent: expectsRemote ? quality.lossPercent : 0,
      sentLossPercent: quality.sentLossPercent ?? null,
      oneWayMs,
    });
    if (next !== fault) options.onFault(next);
    fault = next;
  };
  const look = async () => {
    const sample = readSample(await stats());
    if (stopped) return;
    take(sample);
    cancel = setTimer(run, everyMs);
  };
  const run = () => void look().catch(() => {});
  run();
  return () => {
    stopped = true;
    cancel();
  };
}

/** Packets went, and the microphone gave sound to put into them, where that is told. */
function hasLeft(before: StatsSample['sent'], after: StatsSample['sent']): boolean {
  if (after.packets <= before.packets) return false;
  return after.energy === null || after.energy > (before.energy ?? 0);
}
