import { describe, expect, it } from 'vitest';
import {
  createLevelMeter,
  toPercent,
} from '../../../../../src/telephony/webrtc/recorder/level-meter.ts';

describe('level meter', () => {
  it('gives one pair of peaks per 100 ms, whatever the length of the blocks', () => {
    const meter = createLevelMeter();
    const loud = { agent: new Float32Array(1920).fill(-0.5), citizen: new Float32Array(1920) };
    const pairs = Array.from({ length: 5 }, () => meter.feed(loud)).flat();
    expect(pairs).toEqual([
      { agent: 0.5, citizen: 0 },
      { agent: 0.5, citizen: 0 },
    ]);
    const silence = { agent: new Float32Array(9600), citizen: new Float32Array(9600) };
    expect(meter.feed(silence)).toEqual([
      { agent: 0, citizen: 0 },
      { agent: 0, citizen: 0 },
    ]);
  });

  it('keeps percent within 0 and 100', () => {
    expect([0, 0.004, 0.5, 1, 1.7].map(toPercent)).toEqual([0, 0, 50, 100, 100]);
  });
});
