import type { LevelPair } from './level-meter.ts';

/** What the watch found out; at most one per feed. */
export type SilenceFinding = {
  readonly kind: 'silent' | 'soundReturned';
  readonly side: 'agent' | 'citizen';
};

/**
 * Notices a recording that is silent though there is sound. Citizen: digital silence for two seconds while the energy
 * received by WebRTC grows. Agent: ten seconds of exact zeros from a microphone that is neither muted nor absent
 * (headsets gate noise to zero for shorter times).
 */
export interface SilenceWatch {
  /** Peaks of one step of 100 ms. `agentExpected`: the microphone is there, not muted, the call not held. */
  onLevels(nowMs: number, peaks: LevelPair, agentExpected: boolean): readonly SilenceFinding[];
  /** `inbound-rtp.totalAudioEnergy`, asked for while `wantsEnergy`. */
  onEnergy(nowMs: number, energy: number | null): readonly SilenceFinding[];
  wantsEnergy(): boolean;
}

/** −80 dB: below it is what a silent 16-bit channel has. */
const silentPeak = 1e-4;
const citizenSilentMs = 1900;
/**
 * Chromium's energy meter lets a loud word fade over some tenths of a second, so what it adds right after a citizen falls
 * silent says nothing about now.
 */
const meterFadeMs = 700;
const agentSilentMs = 10_000;
/** Energy of a −60 dB sound over the rest of the window: far under speech, far over rounding noise. */
const minEnergyGrowth = 1e-6;

export function createSilenceWatch(): SilenceWatch {
  let citizenSince: number | null = null;
  let agentSince: number | null = null;
  let baseEnergy: number | null = null;
  const alarmed = new Set<'agent' | 'citizen'>();

  const soundOn = (side: 'agent' | 'citizen'): readonly SilenceFinding[] =>
    alarmed.delete(side) ? [{ kind: 'soundReturned', side }] : [];

  const silentOn = (side: 'agent' | 'citizen'): readonly SilenceFinding[] => {
    if (alarmed.has(side)) return [];
    alarmed.add(side);
    return [{ kind: 'silent', side }];
  };

  const watchAgent = (nowMs: number, peak: number, expected: boolean) => {
    if (peak > silentPeak || !expected) {
      agentSince = null;
      return peak > silentPeak ? soundOn('agent') : [];
    }
    agentSince ??= nowMs;
    return nowMs - agentSince >= agentSilentMs ? silentOn('agent') : [];
  };

  const watchCitizen = (nowMs: number, peak: number) => {
    if (peak <= silentPeak) {
      citizenSince ??= nowMs;
      return [];
    }
    citizenSince = null;
    baseEnergy = null;
    return soundOn('citizen');
  };

  return {
    onLevels: (nowMs, peaks, agentExpected) => [
      ...watchCitizen(nowMs, peaks.citizen),
      ...watchAgent(nowMs, peaks.agent, agentExpected),
    ],
    onEnergy: (nowMs, energy) => {
      if (citizenSince === null || energy === null) return [];
      if (nowMs - citizenSince < meterFadeMs) return [];
      baseEnergy ??= energy;
      const isLong = nowMs - citizenSince >= citizenSilentMs;
      return isLong && energy - baseEnergy > minEnergyGrowth ? silentOn('citizen') : [];
    },
    wantsEnergy: () => citizenSince !== null,
  };
}
