import { describe, expect, it } from 'vitest';
import { createSilenceWatch } from '../../../../../src/telephony/webrtc/recorder/silence-watch.ts';

const silent = { agent: 0.1, citizen: 0 };
const loud = { agent: 0.1, citizen: 0.3 };

/** Feeds a silent citizen for 3 s, with the received energy as `energyAt` tells it; gives what the watch found. */
function watchSilentCitizen(energyAt: (ms: number) => number) {
  const watch = createSilenceWatch();
  watch.onLevels(0, loud, true);
  const findings = [];
  for (let ms = 100; ms <= 3000; ms += 100) {
    findings.push(...watch.onLevels(ms, silent, true));
    if (ms % 300 === 0) findings.push(...watch.onEnergy(ms, energyAt(ms)));
  }
  return { watch, findings };
}

describe('createSilenceWatch', () => {
  it('alarms once when sound is received that is not in the recording, and takes it back when sound returns', () => {
    const { watch, findings } = watchSilentCitizen((ms) => 0.01 * (ms / 1000));
    expect(findings).toEqual([{ kind: 'silent', side: 'citizen' }]);
    expect(watch.onLevels(3100, loud, true)).toEqual([{ kind: 'soundReturned', side: 'citizen' }]);
  });

  it('does not alarm for a citizen who says nothing', () => {
    expect(watchSilentCitizen(() => 0.5).findings).toEqual([]);
  });

  it('does not take the fading of the energy meter after a loud word for sound', () => {
    const fading = (ms: number) => 0.5 + 0.01 * Math.min(1, ms / 600);
    expect(watchSilentCitizen(fading).findings).toEqual([]);
  });

  it('alarms for ten seconds of zeros from a microphone that should be heard, not for a muted one', () => {
    const zeros = { agent: 0, citizen: 0.1 };
    const run = (expected: boolean) => {
      const watch = createSilenceWatch();
      return [0, 5000, 9900, 10_000, 10_100].flatMap((ms) => watch.onLevels(ms, zeros, expected));
    };
    expect(run(true)).toEqual([{ kind: 'silent', side: 'agent' }]);
    expect(run(false)).toEqual([]);
  });
});
