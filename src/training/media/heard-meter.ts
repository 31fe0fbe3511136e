import { decodePcmu } from './pcmu.ts';
import { lineRate } from './wav.ts';

/** What the citizen has heard from the agent so far. */
export interface HeardReport {
  readonly packets: number;
  /** Time with sound over the speech threshold. */
  readonly soundMs: number;
  /** Loudest 20 ms so far, 0–100, where 100 is a full-scale sine. */
  readonly peakLevel: number;
  /** Level of the last packet, 0–100. */
  readonly lastLevel: number;
}

export const heardNothing: HeardReport = { packets: 0, soundMs: 0, peakLevel: 0, lastLevel: 0 };

/** Softer than this is room noise: about -40 dBFS. */
const soundThreshold = 1;

/** The report after one more PCMU packet. */
export function hear(report: HeardReport, payload: Uint8Array): HeardReport {
  const level = levelOf(payload);
  const packetMs = (payload.length * 1000) / lineRate;
  return {
    packets: report.packets + 1,
    soundMs: report.soundMs + (level >= soundThreshold ? packetMs : 0),
    peakLevel: Math.max(report.peakLevel, level),
    lastLevel: level,
  };
}

function levelOf(payload: Uint8Array): number {
  if (payload.length === 0) return 0;
  const power = payload.reduce((sum, byte) => sum + decodePcmu(byte) ** 2, 0) / payload.length;
  return Math.min(100, (Math.sqrt(2 * power) / 32_767) * 100);
}
