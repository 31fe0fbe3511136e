import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLineSender } from '../../../../src/training/media/line-sender.ts';
import { decodePcmu } from '../../../../src/training/media/pcmu.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function startedLine() {
  const sent: Uint8Array[] = [];
  const line = createLineSender({
    monotonicMs: () => Date.now(),
    sendPacket: (payload) => sent.push(payload),
  });
  line.start();
  return { line, sent };
}

describe('createLineSender', () => {
  it('sends a quiet line every 20 ms, then speech, then a quiet line again', async () => {
    const { line, sent } = startedLine();
    vi.advanceTimersByTime(100);
    expect(sent).toHaveLength(6);
    const said = line.speak(new Uint8Array(200).fill(1));
    vi.advanceTimersByTime(60);
    await said;
    expect(sent.slice(6).map((payload) => payload.filter((byte) => byte === 1).length)).toEqual([
      160, 40, 0,
    ]);
    line.stop();
  });

  it('hisses while nobody speaks: neither zeros nor a tone, far below speech', () => {
    const { line, sent } = startedLine();
    vi.advanceTimersByTime(3000);
    line.stop();
    const samples = sent.flatMap((payload) => Array.from(payload, decodePcmu));
    const dbOf = (values: readonly number[]) =>
      10 *
      Math.log10(values.reduce((sum, value) => sum + (value / 32_768) ** 2, 0) / values.length);
    expect(dbOf(samples)).toBeGreaterThan(-66);
    expect(dbOf(samples)).toBeLessThan(-58);
    for (const payload of sent) expect(dbOf(Array.from(payload, decodePcmu))).toBeGreaterThan(-70);
    expect(sent[1]).not.toEqual(sent[2]);
  });

  it('sends what a late timer owes', () => {
    const { line, sent } = startedLine();
    vi.setSystemTime(Date.now() + 200);
    vi.advanceTimersByTime(20);
    expect(sent).toHaveLength(12);
    line.stop();
  });

  it('leaves nobody waiting when the line is closed in mid-speech', async () => {
    const { line, sent } = startedLine();
    vi.advanceTimersByTime(40);
    const said = line.speak(new Uint8Array(8000));
    vi.advanceTimersByTime(40);
    line.stop();
    const before = sent.length;
    vi.advanceTimersByTime(2000);
    await expect(said).resolves.toBeUndefined();
    expect([before, sent.length]).toEqual([5, 5]);
  });
});
