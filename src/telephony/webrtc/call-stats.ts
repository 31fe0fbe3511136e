import type { CallQuality } from '../../shared/domain/call.ts';
import type { SetTimer } from '../core/set-timer.ts';
import { estimateMos } from './mos.ts';
import { type RemoteSoundFinding, createRemoteSoundWatch } from './remote-sound-watch.ts';

/** Counters of one moment, out of `getStats()` (W3C webrtc-stats). */
export interface StatsSample {
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly packetsDiscarded: number;
  readonly jitterMs: number;
  readonly jitterBufferDelayMs: number;
  readonly jitterBufferEmitted: number;
  readonly rttMs: number | null;
  readonly totalAudioEnergy: number | null;
}

const packetisationMs = 20;
const everyMs = 1000;

/** Reads the audio counters; `null` before anything was received. */
export function readSample(report: RTCStatsReport): StatsSample | null {
  const all = [...report.values()].map((entry) => new Map<string, unknown>(Object.entries(entry)));
  const inbound = all.find(
    (entry) => entry.get('type') === 'inbound-rtp' && entry.get('kind') === 'audio',
  );
  if (!inbound) return null;
  const pair = all.find(
    (entry) => entry.get('type') === 'candidate-pair' && entry.get('nominated') === true,
  );
  const rtt = numberIn(pair, 'currentRoundTripTime');
  return {
    packetsReceived: numberIn(inbound, 'packetsReceived') ?? 0,
    packetsLost: numberIn(inbound, 'packetsLost') ?? 0,
    packetsDiscarded: numberIn(inbound, 'packetsDiscarded') ?? 0,
    jitterMs: (numberIn(inbound, 'jitter') ?? 0) * 1000,
    jitterBufferDelayMs: (numberIn(inbound, 'jitterBufferDelay') ?? 0) * 1000,
    jitterBufferEmitted: numberIn(inbound, 'jitterBufferEmittedCount') ?? 0,
    rttMs: rtt === null ? null : rtt * 1000,
    totalAudioEnergy: numberIn(inbound, 'totalAudioEnergy'),
  };
}

/** Quality over the interval between two samples; `mos: null` when nothing was received in it, as on hold. */
export function qualityBetween(before: StatsSample, after: StatsSample): CallQuality {
  const received = after.packetsReceived - before.packetsReceived;
  const missing = clampedGrowth(before.packetsLost, after.packetsLost);
  const late = clampedGrowth(before.packetsDiscarded, after.packetsDiscarded);
  const expected = received + missing;
  const lossPercent = expected <= 0 ? 0 : Math.min(100, ((missing + late) * 100) / expected);
  const emitted = after.jitterBufferEmitted - before.jitterBufferEmitted;
  const bufferMs =
    emitted <= 0 ? 0 : (after.jitterBufferDelayMs - before.jitterBufferDelayMs) / emitted;
  const oneWayMs = (after.rttMs ?? 0) / 2 + bufferMs + packetisationMs;
  return {
    mos: received <= 0 ? null : estimateMos({ oneWayMs, lossPercent }),
    lossPercent: Math.round(lossPercent * 10) / 10,
    jitterMs: Math.round(after.jitterMs),
    rttMs: after.rttMs === null ? null : Math.round(after.rttMs),
  };
}

export interface CallStatsOptions {
  readonly stats: () => Promise<RTCStatsReport>;
  readonly setTimer: SetTimer;
  readonly onQuality: (quality: CallQuality) => void;
  /** `false` while somebody holds. */
  readonly isSoundExpected: () => boolean;
  /** Nothing arrives from the citizen any more, or something does again. */
  readonly onRemoteSound: (finding: RemoteSoundFinding) => void;
}

/** Samples a call each second until it is stopped; a connection that is gone ends it, too. */
export function watchCallStats(options: CallStatsOptions): () => void {
  const { stats, setTimer, onQuality } = options;
  const sound = createRemoteSoundWatch();
  let before: StatsSample | null = null;
  let stopped = false;
  let cancel = () => {};
  const look = async () => {
    const after = readSample(await stats());
    if (stopped) return;
    if (before && after) onQuality(qualityBetween(before, after));
    before = after;
    const finding = sound.onSample(after?.packetsReceived ?? 0, options.isSoundExpected());
    if (finding) options.onRemoteSound(finding);
    cancel = setTimer(run, everyMs);
  };
  const run = () => void look().catch(() => {});
  run();
  return () => {
    stopped = true;
    cancel();
  };
}

/** Energy received so far, for the recorder's silence check; `null` when it cannot be told. */
export async function receivedEnergy(stats: () => Promise<RTCStatsReport>): Promise<number | null> {
  try {
    return readSample(await stats())?.totalAudioEnergy ?? null;
  } catch {
    return null;
  }
}

function numberIn(entry: ReadonlyMap<string, unknown> | undefined, name: string): number | null {
  const value = entry?.get(name);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Counters of lost packets may shrink when a late one comes in after all. */
function clampedGrowth(before: number, after: number): number {
  return Math.max(0, after - before);
}
