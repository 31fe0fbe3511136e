import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  silentSpans,
  talkShare,
} from '../../../../../src/renderer/features/recordings/talk-share.ts';

const timeline = (agentPeaks: number[], citizenPeaks: number[]) => ({
  recordingId: '00000000-0000-4000-8000-000000000001',
  durationMs: agentPeaks.length * 100,
  stepMs: 100,
  agentPeaks,
  citizenPeaks,
  marks: [],
});
const repeat = (value: number, times: number) => Array.from({ length: times }, () => value);

describe('talk share of a recording', () => {
  it('gives each side its speech and the rest to silence', () => {
    const agent = [...repeat(50, 40), ...repeat(0, 60)];
    const citizen = [...repeat(0, 40), ...repeat(60, 40), ...repeat(1, 20)];
    expect(talkShare(timeline(agent, citizen))).toEqual({
      agentPercent: 40,
      citizenPercent: 40,
      silencePercent: 20,
      longestSilenceMs: 2000,
    });
  });

  it('bridges the short pauses between words', () => {
    const agent = [...repeat(50, 10), ...repeat(0, 4), ...repeat(50, 6)];
    expect(talkShare(timeline(agent, repeat(0, 20)))?.agentPercent).toBe(100);
  });

  it('splits talking over each other between both', () => {
    expect(talkShare(timeline(repeat(50, 10), repeat(50, 10)))).toMatchObject({
      agentPercent: 50,
      citizenPercent: 50,
    });
  });

  it('says nothing about an empty recording', () => {
    expect(talkShare(timeline([], []))).toBeNull();
  });

  it('always sums to 100', () => {
    const peaks = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(peaks, peaks, (agent, citizen) => {
        const share = talkShare(timeline(agent, citizen));
        const parts = share ? [share.agentPercent, share.citizenPercent, share.silencePercent] : [];
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(100);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('lists only silences that are long enough to jump over', () => {
    const agent = [...repeat(50, 10), ...repeat(0, 30), ...repeat(50, 10), ...repeat(0, 5)];
    expect(silentSpans(timeline(agent, repeat(0, 55)), 2000)).toEqual([
      { fromMs: 1000, toMs: 4000 },
    ]);
  });
});
