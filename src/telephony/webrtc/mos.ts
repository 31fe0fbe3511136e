/** What the E-model needs, measured over one interval. */
export interface PathFigures {
  /** Mouth to ear, one way: half the round trip, the jitter buffer, and packetisation. */
  readonly oneWayMs: number;
  /** Packets that were lost or came too late, percent of those expected. */
  readonly lossPercent: number;
}

/**
 * Estimated listening quality 1–5: MOS = 1 + 0.035 R + 7·10⁻⁶ R (R − 60)(100 − R) with R = 93.2 − Id − Ie (ITU-T G.107,
 * simplified: Id from delay, Ie = 30 p / (p + 10) from loss).
 */
export function estimateMos({ oneWayMs, lossPercent }: PathFigures): number {
  const delay = 0.024 * oneWayMs + (oneWayMs > 177.3 ? 0.11 * (oneWayMs - 177.3) : 0);
  const equipment = (30 * lossPercent) / (lossPercent + 10);
  return mosOfR(93.2 - delay - equipment);
}

/** MOS of a rating factor (G.107 Annex B). */
export function mosOfR(rating: number): number {
  const r = Math.min(100, Math.max(0, rating));
  const mos = 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r);
  return Math.max(1, Math.round(mos * 100) / 100);
}
