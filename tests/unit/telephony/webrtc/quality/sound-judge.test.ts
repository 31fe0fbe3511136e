import { describe, expect, it } from 'vitest';
import {
  type SoundSecond,
  createSoundJudge,
} from '../../../../../src/telephony/webrtc/quality/sound-judge.ts';

const good: SoundSecond = {
  expectsRemote: true,
  expectsLocal: true,
  arrived: 50,
  lost: 0,
  isFarReporting: true,
  left: true,
  lossPercent: 0,
  sentLossPercent: 0,
  oneWayMs: 60,
};

/** What is said after each second; the same again is left out. */
function judge(seconds: readonly Partial<SoundSecond>[]) {
  const one = createSoundJudge();
  let last: string | null = null;
  return seconds.flatMap((second, index) => {
    const code = one.onSecond({ ...good, ...second });
    if (code === last) return [];
    last = code;
    return [[index + 1, code]];
  });
}
const times = (count: number, second: Partial<SoundSecond>) =>
  Array.from({ length: count }, () => second);

describe('judge of the sound', () => {
  it('says after five seconds that nothing arrives, and takes it back with the first sound', () => {
    expect(judge([...times(8, { arrived: 0 }), {}])).toEqual([
      [5, 'media.noRemoteAudio'],
      [9, null],
    ]);
  });

  it('says after five seconds that nothing leaves, and takes it back', () => {
    expect(judge([{}, ...times(6, { left: false }), {}])).toEqual([
      [6, 'media.noLocalAudio'],
      [8, null],
    ]);
  });

  it('expects nothing from a side that is on hold or muted, and counts anew after it', () => {
    const held = { arrived: 0, left: false, expectsRemote: false, expectsLocal: false };
    expect(judge(times(20, held))).toEqual([]);
    expect(judge(times(20, { left: false, expectsLocal: false }))).toEqual([]);
    expect(judge([...times(4, { arrived: 0 }), held, ...times(4, { arrived: 0 })])).toEqual([]);
  });

  it('warns of loss in either direction, ours first, and does not flicker at the limit', () => {
    expect(judge(times(3, { sentLossPercent: 8, lossPercent: 8 }))).toEqual([
      [2, 'media.lossSending'],
    ]);
    const wavering = [5, 5, 4, 5, 3, 5, 4, 6, 3].map((lossPercent) => ({ lossPercent }));
    expect(judge(wavering)).toEqual([[2, 'media.lossReceiving']]);
  });

  it('takes a warning of loss back after five calm seconds, not before', () => {
    const calm = { lossPercent: 1 };
    expect(
      judge([
        ...times(2, { lossPercent: 9 }),
        ...times(4, calm),
        { lossPercent: 4 },
        ...times(5, calm),
      ]),
    ).toEqual([
      [2, 'media.lossReceiving'],
      [12, null],
    ]);
  });

  it('does not warn of one bad second, nor of a far side that reports nothing', () => {
    expect(judge([{ lossPercent: 30 }, {}, { lossPercent: 30 }, {}])).toEqual([]);
    expect(judge(times(20, { sentLossPercent: null }))).toEqual([]);
  });

  it('warns of a delay that lasts', () => {
    expect(judge([...times(6, { oneWayMs: 350 }), ...times(5, {})])).toEqual([
      [5, 'media.delayHigh'],
      [11, null],
    ]);
  });

  /** A far side that sends nothing while nobody speaks, as it shows by pauses after which no number is missing. */
  const twoPauses = [{}, { arrived: 0 }, {}, ...times(3, { arrived: 0 }), {}];

  it('learns from two pauses that a far side stops sending, and then trusts it while it reports', () => {
    expect(judge([...twoPauses, ...times(3600, { arrived: 0 })])).toEqual([]);
    const unreported = times(40, { arrived: 0, isFarReporting: false });
    expect(judge([...twoPauses, ...unreported, {}])).toEqual([
      [37, 'media.noRemoteAudio'],
      [48, null],
    ]);
  });

  it('learns nothing from a line that was broken, late, held or not there yet', () => {
    const ends: readonly (readonly Partial<SoundSecond>[])[] = [
      [{}, { arrived: 0 }, { lost: 50 }, { arrived: 0 }, { lost: 50 }],
      [{}, { arrived: 0 }, { arrived: 100 }, { arrived: 0 }, { arrived: 100 }],
      [{ arrived: 0 }, {}, { arrived: 0, expectsRemote: false }, {}],
      [{ arrived: 0, expectsRemote: false }, { arrived: 0 }, {}, { arrived: 0 }, {}],
    ];
    for (const before of ends)
      expect(judge([...before, ...times(5, { arrived: 0 })])).toEqual([
        [before.length + 5, 'media.noRemoteAudio'],
      ]);
  });

  it('learns the zeros of a headset that closes when nobody speaks', () => {
    expect(
      judge([
        ...twoPauses.map(({ arrived = 50 }) => ({ left: arrived > 0 })),
        ...times(29, { left: false }),
      ]),
    ).toEqual([]);
  });
});
