import type { CallQuality } from '../../../shared/domain/calls/call.ts';
import { type SpeechCodec, estimateMos, g711, opus } from './mos.ts';
import type { StatsSample } from './stats-sample.ts';

/** Quality over an interval, and the delay that it was judged with. */
export interface Heard {
  readonly quality: CallQuality;
  /** Mouth to ear, one way. */
  readonly oneWayMs: number;
}

const packetisationMs = 20;

/** Quality over the interval between two samples; `mos: null` when nothing was received in it, as on hold. */
export function qualityBetween(before: StatsSample, after: StatsSample): Heard {
  const [was, is] = [before.received, after.received];
  const received = is.packets - was.packets;
  const missing = growth(was.lost, is.lost) + growth(was.discarded, is.discarded);
  const expected = received + growth(was.lost, is.lost);
  const lossPercent = expected <= 0 ? 0 : Math.min(100, (missing * 100) / expected);
  const emitted = is.bufferEmitted - was.bufferEmitted;
  const bufferMs = emitted <= 0 ? 0 : (is.bufferDelayMs - was.bufferDelayMs) / emitted;
  // A buffer that has not yet grown to the jitter will: until then packets come too late.
  const oneWayMs = (after.rttMs ?? 0) / 2 + Math.max(bufferMs, is.jitterMs) + packetisationMs;
  const burstRatio = burstRatioOf(missing, growth(was.concealments, is.concealments), lossPercent);
  const codec = codecOf(is.mimeType);
  const sentLoss = after.sent.lossPercent;
  return {
    oneWayMs,
    quality: {
      mos: received <= 0 ? null : estimateMos({ oneWayMs, lossPercent, burstRatio, codec }),
      lossPercent: toTenth(lossPercent),
      jitterMs: Math.round(is.jitterMs),
      rttMs: after.rttMs === null ? null : Math.round(after.rttMs),
      ...(sentLoss === null ? {} : { sentLossPercent: toTenth(sentLoss) }),
    },
  };
}

/** G.107 §7.4: mean burst over the 1 / (1 − p) of random loss. Each gap in the playout is one burst. */
function burstRatioOf(missing: number, gaps: number, lossPercent: number): number {
  if (gaps === 0 || missing === 0) return 1;
  const ratio = (missing / gaps) * (1 - lossPercent / 100);
  return Math.min(4, Math.max(1, ratio));
}

function codecOf(mimeType: string): SpeechCodec {
  return mimeType === 'audio/opus' ? opus : g711;
}

/** Counters of lost packets may shrink when a late one comes in after all. */
function growth(before: number, after: number): number {
  return Math.max(0, after - before);
}

function toTenth(value: number): number {
  return Math.round(value * 10) / 10;
}
