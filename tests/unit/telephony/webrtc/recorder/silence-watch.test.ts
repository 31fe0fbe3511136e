import { describe, expect, it } from 'vitest';
import { createSilenceWatch } from '../../../../../src/telephony/webrtc/recorder/silence-watch.ts';

const sound = 0.2;

/** Runs `ms` of 100 ms steps; energy is asked for as the recorder does. */
function run(
  watch: ReturnType<typeof createSilenceWatch>,
  clock: { ms: number; energy: number },
  span: {
    ms: number;
    citizen?: number;
    agent?: number;
    energyPerStep?: number;
    expected?: boolean;
  },
) {
  const findings = [];
  for (const end = clock.ms + span.ms; clock.ms < end;) {
    clock.ms += 100;
    clock.energy += span.energyPerStep ?? 0;
    const peaks = { agent: span.agent ?? sound, citizen: span.citizen ?? sound };
    findings.push(...watch.onLevels(clock.ms, peaks, span.expected ?? true));
    if (watch.wantsEnergy() && clock.ms % 300 === 0) {
      findings.push(...watch.onEnergy(clock.ms, clock.energy));
    }
  }
  return findings.map(({ kind, side }) => `${side} ${kind}`);
}

describe('silence watch', () => {
  it('alarms once when energy arrives and the citizen is recorded as silence for two seconds', () => {
    const watch = createSilenceWatch();
    const clock = { ms: 0, energy: 0 };
    expect(run(watch, clock, { ms: 5000, energyPerStep: 0.01 })).toEqual([]);
    expect(run(watch, clock, { ms: 1700, citizen: 0, energyPerStep: 0.01 })).toEqual([]);
    expect(run(watch, clock, { ms: 700, citizen: 0, energyPerStep: 0.01 })).toEqual([
      'citizen silent',
    ]);
    expect(run(watch, clock, { ms: 5000, citizen: 0, energyPerStep: 0.01 })).toEqual([]);
    expect(run(watch, clock, { ms: 200 })).toEqual(['citizen soundReturned']);
  });

  it('does not alarm while nothing is received: a hold, a quiet citizen', () => {
    const watch = createSilenceWatch();
    expect(run(watch, { ms: 0, energy: 1 }, { ms: 60_000, citizen: 0 })).toEqual([]);
  });

  it('does not alarm while the energy is unknown', () => {
    const watch = createSilenceWatch();
    for (let at = 0; at < 9000; at += 100) {
      expect(watch.onLevels(at, { agent: sound, citizen: 0 }, true)).toEqual([]);
      expect(watch.onEnergy(at, null)).toEqual([]);
    }
  });

  it('alarms after ten seconds of zeros from a microphone that should be heard', () => {
    const watch = createSilenceWatch();
    const clock = { ms: 0, energy: 0 };
    expect(run(watch, clock, { ms: 9000, agent: 0 })).toEqual([]);
    expect(run(watch, clock, { ms: 2000, agent: 0 })).toEqual(['agent silent']);
    expect(run(watch, clock, { ms: 100 })).toEqual(['agent soundReturned']);
    expect(run(watch, clock, { ms: 60_000, agent: 0, expected: false })).toEqual([]);
  });
});
