import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createCallLine,
  type Side,
} from '../../../../../src/telephony/webrtc/recorder/call-line.ts';

const ms = 48;
const blockMs = 10;
const startedAtMs = 5000;

function scene() {
  const line = createCallLine(startedAtMs);
  line.onTrack('agent', true, startedAtMs);
  line.onTrack('citizen', true, startedAtMs);
  const silent = { agent: 0, citizen: 0 };
  let length = 0;
  const gaps: { fromMs: number; toMs: number }[] = [];
  const write = () => {
    for (const { from, to } of line.takeLosses()) gaps.push({ fromMs: from / ms, toMs: to / ms });
    for (let sound = line.take(); sound; sound = line.take()) {
      expect(sound.agent).toHaveLength(sound.citizen.length);
      length += sound.agent.length;
      for (const side of ['agent', 'citizen'] as const)
        silent[side] += sound[side].reduce((sum, sample) => sum + (sample === 0 ? 1 : 0), 0);
    }
  };
  /** Time passes with sound of these sides, and ticks. Times are since the answer. */
  const pass = (fromMs: number, toMs: number, sides: readonly Side[] = ['agent', 'citizen']) => {
    for (let at = fromMs; at < toMs; at += blockMs) {
      for (const side of sides)
        line.onSound(side, new Float32Array(blockMs * ms).fill(0.5), startedAtMs + at);
      if ((at + blockMs) % 100 === 0) line.onTick(startedAtMs + at + blockMs);
      write();
    }
  };
  const stop = (atMs: number) => {
    line.onStop(startedAtMs + atMs);
    write();
  };
  const silentMs = (side: Side) => silent[side] / ms;
  return { line, gaps, pass, stop, silentMs, lengthMs: () => length / ms };
}

describe('call line', () => {
  it('writes both sides as they come, to the end of the call', () => {
    const { pass, stop, gaps, silentMs, lengthMs } = scene();
    pass(0, 5000);
    stop(5025);
    expect(lengthMs()).toBe(5025);
    expect([silentMs('agent'), silentMs('citizen')]).toEqual([25, 25]);
    expect(gaps).toEqual([]);
  });

  it('waits for the side that has not come as far', () => {
    const { pass, lengthMs } = scene();
    pass(0, 1000);
    pass(1000, 1300, ['agent']);
    expect(lengthMs()).toBe(1000);
    pass(1000, 1200, ['citizen']);
    expect(lengthMs()).toBe(1200);
  });

  it('fills the time before the first sound without a mark', () => {
    const { pass, stop, gaps, silentMs } = scene();
    pass(130, 1000);
    stop(1000);
    expect(silentMs('agent')).toBe(130);
    expect(gaps).toEqual([]);
  });

  it('goes on without a side from which nothing comes, and takes no hold for a loss', () => {
    const { line, pass, stop, gaps, silentMs, lengthMs } = scene();
    pass(0, 1000);
    line.setHeld(true);
    pass(1000, 3000, ['agent']);
    expect(lengthMs()).toBe(3000);
    line.setHeld(false);
    pass(3000, 4000);
    stop(4000);
    expect(gaps).toEqual([]);
    expect(silentMs('citizen')).toBe(2000);
    expect(silentMs('agent')).toBe(0);
  });

  it('marks what one side has lost, and what both have lost once', () => {
    const { pass, stop, gaps } = scene();
    pass(0, 1000);
    pass(1000, 1200, ['agent']);
    pass(1200, 2000);
    pass(2300, 4000);
    stop(4000);
    expect(gaps).toEqual([
      { fromMs: 1000, toMs: 1200 },
      { fromMs: 2000, toMs: 2300 },
    ]);
  });

  it('makes one mark of what both have lost at slightly other moments', () => {
    const { pass, stop, gaps } = scene();
    pass(0, 1000);
    pass(1200, 1320, ['agent']);
    pass(1000, 1020, ['citizen']);
    pass(1230, 1320, ['citizen']);
    pass(1320, 2000);
    stop(2000);
    expect(gaps).toEqual([{ fromMs: 1000, toMs: 1200 }]);
  });

  it('carries the time on while no sound comes, says so meanwhile, and continues in step', () => {
    const { pass, stop, gaps, lengthMs, silentMs } = scene();
    pass(0, 2000);
    pass(2000, 10_000, []);
    expect(lengthMs()).toBe(9800);
    expect(gaps.at(-1)?.toMs).toBe(9800);
    pass(10_000, 12_000);
    stop(12_000);
    expect(lengthMs()).toBe(12_000);
    expect(silentMs('agent')).toBe(8000);
    expect(gaps[0]?.fromMs).toBe(2000);
    expect(gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)).toBe(8000);
  });

  it('counts no loss when both tracks are changed at once, be it after one', () => {
    const { line, pass, stop, gaps } = scene();
    pass(0, 1000, []);
    pass(1000, 3000);
    line.onTrack('agent', true, startedAtMs + 3050);
    line.onTrack('citizen', true, startedAtMs + 3050);
    pass(3150, 4000);
    stop(4000);
    expect(gaps.map(({ toMs }) => toMs).at(-1)).toBe(1000);
  });

  it('counts no loss where there is no microphone and the citizen is silent', () => {
    const { line, pass, stop, gaps, lengthMs } = scene();
    line.onTrack('agent', false, startedAtMs);
    pass(0, 1000, ['citizen']);
    pass(1000, 5000, []);
    stop(5000);
    expect(gaps).toEqual([]);
    expect(lengthMs()).toBe(5000);
  });

  it('takes a microphone that brings nothing for long for a loss, whether it comes back or not', () => {
    const back = scene();
    back.pass(0, 1000);
    back.pass(1000, 6000, ['citizen']);
    back.pass(6000, 7000);
    back.stop(7000);
    expect(back.gaps).toEqual([{ fromMs: 1000, toMs: 6000 }]);
    const gone = scene();
    gone.pass(0, 1000);
    gone.pass(1000, 6000, ['citizen']);
    gone.stop(6000);
    expect(gone.gaps).toEqual([{ fromMs: 1000, toMs: 6000 }]);
  });

  it('tells once what nobody brought for long, though the microphone tells it again', () => {
    const { pass, stop, gaps } = scene();
    pass(0, 1000);
    pass(1000, 9000, []);
    pass(9000, 10_000);
    stop(10_000);
    expect(gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)).toBe(8000);
  });

  it('says what a track had not brought when another took its place', () => {
    const { line, pass, stop, gaps } = scene();
    pass(0, 1000);
    line.onTrack('agent', true, startedAtMs + 3000);
    pass(1000, 3000, ['citizen']);
    pass(3000, 4000);
    stop(4000);
    expect(gaps).toEqual([{ fromMs: 1000, toMs: 3000 }]);
  });

  it('waits for what came while the worker was held up', () => {
    const { line, pass, stop, gaps, silentMs } = scene();
    pass(0, 4000);
    line.onTick(startedAtMs + 7000);
    pass(4000, 7000);
    stop(7000);
    expect(gaps).toEqual([]);
    expect(silentMs('agent')).toBe(0);
  });

  it('catches up after the PC has slept', () => {
    const { pass, stop, lengthMs } = scene();
    pass(0, 2000);
    pass(62_000, 66_000);
    stop(66_000);
    expect(lengthMs()).toBe(66_000);
  });

  it('knows what may still come before the end', () => {
    const { line, pass } = scene();
    expect(line.isCompleteUntil(startedAtMs + 1000)).toBe(true);
    pass(0, 990);
    expect(line.isCompleteUntil(startedAtMs + 1000)).toBe(false);
    pass(990, 1000, ['agent']);
    expect(line.isCompleteUntil(startedAtMs + 1000)).toBe(false);
    pass(990, 1000, ['citizen']);
    expect(line.isCompleteUntil(startedAtMs + 1000)).toBe(true);
  });

  it('ends with the call, also while the last of it is still waited for', () => {
    const { line, pass, stop, gaps, lengthMs } = scene();
    pass(0, 900);
    line.endsAt(startedAtMs + 1000);
    pass(900, 1070);
    stop(1000);
    expect(lengthMs()).toBe(1000);
    expect(gaps).toEqual([]);
  });

  it('says that the end is missing when it is, and cuts what was spoken after it', () => {
    const short = scene();
    short.pass(0, 1000);
    short.stop(1100);
    expect(short.gaps).toEqual([{ fromMs: 1000, toMs: 1100 }]);
    const long = scene();
    long.pass(0, 900);
    long.line.onSound('agent', new Float32Array(200 * ms), startedAtMs + 900);
    long.line.onSound('citizen', new Float32Array(200 * ms), startedAtMs + 900);
    long.stop(1000);
    expect(long.lengthMs()).toBe(1000);
  });

  it('is as long as the call, whatever comes and goes, and marks lie apart within it', () => {
    const phase = fc.record({
      lengthMs: fc.integer({ min: 1, max: 200 }).map((steps) => steps * blockMs),
      sides: fc.subarray<Side>(['agent', 'citizen']),
      held: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(phase, { minLength: 1, maxLength: 8 }), (phases) => {
        const { line, pass, stop, gaps, lengthMs } = scene();
        let at = 0;
        for (const { lengthMs: length, sides, held } of phases) {
          line.setHeld(held);
          pass(at, at + length, sides);
          at += length;
        }
        stop(at);
        expect(lengthMs()).toBe(at);
        let last = 0;
        for (const { fromMs, toMs } of gaps.toSorted((a, b) => a.fromMs - b.fromMs)) {
          expect(fromMs).toBeGreaterThanOrEqual(last);
          expect(toMs).toBeGreaterThan(fromMs);
          last = toMs;
        }
        expect(last).toBeLessThanOrEqual(at);
      }),
      { numRuns: 40 },
    );
  });
});
