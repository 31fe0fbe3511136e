/** What the E-model needs, measured over one interval. */
export interface PathFigures {
  /** Mouth to ear, one way: half the round trip, the jitter buffer, and packetisation. */
  readonly oneWayMs: number;
  /** Packets that were lost or came too late, percent of those expected. */
  readonly lossPercent: number;
  /** BurstR: mean length of loss bursts over the one that random loss would have; 1 = random. */
  readonly burstRatio: number;
  readonly codec: SpeechCodec;
}

/** How a codec bears loss: ITU-T G.113 Appendix I. */
export interface SpeechCodec {
  /** Ie: impairment without any loss. */
  readonly impairment: number;
  /** Bpl: robustness against packet loss. */
  readonly robustness: number;
}

/** G.711 with packet-loss concealment, which every browser has (G.113 Table I.4). */
export const g711: SpeechCodec = { impairment: 0, robustness: 25.1 };
/**
 * The ITU gives no values for Opus on the narrow-band scale. Assumed: no impairment of its own at telephone rates, and a
 * concealment as good as that of G.711; in-band FEC, where a PBX sends it, can only make the truth better.
 */
export const opus: SpeechCodec = { ...g711 };

/** Default parameters of G.107 (06/2015) Table 3, reduced to what path and codec do not change. */
const signalToNoise = 94.77;
const simultaneousImpairment = 1.41;
const talkerEchoLoudness = 65;
const echoPathLoss = 110;

/** Estimated listening quality 1–5 by the E-model: MOS of R = Ro − Is − Id − Ie,eff (ITU-T G.107 §7). */
export function estimateMos(path: PathFigures): number {
  return mosOfR(ratingOf(path));
}

/** Rating factor R, 0–100; at most 93.2 for a telephone band. */
export function ratingOf({ oneWayMs, lossPercent, burstRatio, codec }: PathFigures): number {
  const delay = delayImpairment(Math.max(0, oneWayMs));
  const equipment = equipmentImpairment(codec, lossPercent, burstRatio);
  return signalToNoise - simultaneousImpairment - delay - equipment;
}

/** MOS of a rating factor (G.107 Annex B). */
export function mosOfR(rating: number): number {
  const r = Math.min(100, Math.max(0, rating));
  const mos = 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r);
  return Math.max(1, Math.round(mos * 100) / 100);
}

/** Ie,eff of §7.4: what is lost of the codec's quality at this much loss, in bursts as long as these. */
function equipmentImpairment(codec: SpeechCodec, lossPercent: number, burstRatio: number): number {
  const { impairment, robustness } = codec;
  if (lossPercent <= 0) return impairment;
  const share = lossPercent / (lossPercent / Math.max(1, burstRatio) + robustness);
  return impairment + (95 - impairment) * share;
}

/** Id of §7.3: talker echo, listener echo (round trip twice the way), and sheer delay, all for one way. */
function delayImpairment(oneWayMs: number): number {
  return talkerEcho(oneWayMs) + listenerEcho(2 * oneWayMs) + sheerDelay(oneWayMs);
}

function talkerEcho(delayMs: number): number {
  if (delayMs < 1) return 0;
  const loudness =
    talkerEchoLoudness -
    40 * Math.log10((1 + delayMs / 10) / (1 + delayMs / 150)) +
    6 * Math.exp(-0.3 * delayMs ** 2);
  const echo = 80 + 2.5 * (loudness - 14);
  const half = (signalToNoise - echo) / 2;
  return (half + Math.sqrt(half ** 2 + 100) - 1) * (1 - Math.exp(-delayMs));
}

function listenerEcho(roundTripMs: number): number {
  const echo = 10.5 * (echoPathLoss + 7) * (roundTripMs + 1) ** -0.25;
  const half = (signalToNoise - echo) / 2;
  return half + Math.sqrt(half ** 2 + 169);
}

function sheerDelay(delayMs: number): number {
  if (delayMs <= 100) return 0;
  const x = Math.log2(delayMs / 100);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}
