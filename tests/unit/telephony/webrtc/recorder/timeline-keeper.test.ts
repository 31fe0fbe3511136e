import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimelineKeeper } from '../../../../../src/telephony/webrtc/recorder/timeline-keeper.ts';

const blockMs = 40;
const blockFrames = blockMs * 48;

/** Feeds blocks rendered from `fromMs` to `toMs`; gives silence and drops asked for, in milliseconds. */
function play(
  keeper: ReturnType<typeof createTimelineKeeper>,
  span: { fromMs: number; toMs: number; jitterMs?: () => number; ticks?: boolean },
) {
  let silence = 0;
  let drop = 0;
  for (let at = span.fromMs + blockMs; at <= span.toMs; at += blockMs) {
    if (span.ticks !== false && at % 120 === 0) silence += keeper.onTick(at);
    const plan = keeper.onBlock(at + (span.jitterMs?.() ?? 0), blockFrames);
    silence += plan.silence;
    drop += plan.drop;
  }
  return { silenceMs: silence / 48, dropMs: drop / 48 };
}

const writtenMs = (keeper: ReturnType<typeof createTimelineKeeper>) => keeper.frames() / 48;

describe('timeline keeper', () => {
  it('fills the time until the first block and then adds nothing', () => {
    const keeper = createTimelineKeeper(1000);
    expect(keeper.onBlock(1100, blockFrames)).toEqual({ silence: 60 * 48, drop: 0 });
    expect(play(keeper, { fromMs: 1100, toMs: 60_100 })).toEqual({ silenceMs: 0, dropMs: 0 });
    expect(writtenMs(keeper)).toBe(59_100);
  });

  it('takes late deliveries for what they are', () => {
    const keeper = createTimelineKeeper(0);
    play(keeper, { fromMs: 0, toMs: 4000 });
    // The worker was held up for 3 s: all blocks come at once, the tick comes late.
    expect(keeper.onTick(7000)).toBe(0);
    expect(play(keeper, { fromMs: 4000, toMs: 7000, ticks: false })).toEqual({
      silenceMs: 0,
      dropMs: 0,
    });
    expect(keeper.onTick(7100)).toBe(0);
    expect(writtenMs(keeper)).toBe(7000);
  });

  it('puts what the graph has left out before the very block that follows', () => {
    const keeper = createTimelineKeeper(0);
    play(keeper, { fromMs: 0, toMs: 2000 });
    for (let lost = 1; lost <= 20; lost += 1) {
      const from = 2000 + (lost - 1) * 340;
      expect(keeper.onBlock(from + 100 + blockMs, blockFrames)).toEqual({
        silence: 100 * 48,
        drop: 0,
      });
      play(keeper, { fromMs: from + 100 + blockMs, toMs: from + 340 });
      expect(writtenMs(keeper)).toBe(from + 340);
    }
  });

  it('carries the time on while no sound comes and continues in step', () => {
    const keeper = createTimelineKeeper(0);
    play(keeper, { fromMs: 0, toMs: 2000 });
    for (let at = 2100; at <= 10_000; at += 100) keeper.onTick(at);
    expect(keeper.isStalled()).toBe(true);
    expect(writtenMs(keeper)).toBeGreaterThan(9500);
    play(keeper, { fromMs: 10_000, toMs: 12_000 });
    expect(keeper.isStalled()).toBe(false);
    expect(writtenMs(keeper)).toBe(12_000);
  });

  it('leaves out what comes after its place was filled, and is in step at once', () => {
    const keeper = createTimelineKeeper(0);
    play(keeper, { fromMs: 0, toMs: 2000 });
    for (let at = 2100; at <= 4000; at += 100) keeper.onTick(at);
    const { dropMs } = play(keeper, { fromMs: 2000, toMs: 4000, ticks: false });
    expect(dropMs).toBeGreaterThan(1500);
    expect(Math.abs(writtenMs(keeper) - 4000)).toBeLessThan(45);
  });

  it('catches up after the PC has slept', () => {
    const keeper = createTimelineKeeper(0);
    play(keeper, { fromMs: 0, toMs: 2000 });
    const wokenMs = 62_000;
    for (let at = wokenMs; at <= wokenMs + 3000; at += 100) keeper.onTick(at);
    play(keeper, { fromMs: wokenMs + 3000, toMs: wokenMs + 8000 });
    expect(Math.abs(writtenMs(keeper) - (wokenMs + 8000))).toBeLessThan(45);
  });

  it.each([1.001, 0.999])('follows a graph that runs at %f of the nominal rate', (rate) => {
    const keeper = createTimelineKeeper(0);
    let at = 0;
    for (; at < 600_000; at += blockMs * rate) keeper.onBlock(at, blockFrames);
    expect(Math.abs(writtenMs(keeper) - at)).toBeLessThan(130);
  });

  it('never strays from the call, and takes no step that is late for a lost one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 35 }), { minLength: 5 }), (delays) => {
        const keeper = createTimelineKeeper(0);
        let index = 0;
        const jitterMs = () => delays[index++ % delays.length] ?? 0;
        const { silenceMs, dropMs } = play(keeper, { fromMs: 0, toMs: 20_000, jitterMs });
        expect(silenceMs + dropMs).toBeLessThanOrEqual(35);
        expect(Math.abs(writtenMs(keeper) - 20_000)).toBeLessThan(80);
      }),
    );
  });

  it('is never further from the call than it tolerates, whatever the graph leaves out', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 390 }), { minLength: 5 }), (losses) => {
        const keeper = createTimelineKeeper(0);
        let at = 0;
        for (const lossMs of losses) {
          at += lossMs + blockMs;
          keeper.onBlock(at, blockFrames);
          expect(Math.abs(writtenMs(keeper) - at)).toBeLessThanOrEqual(40);
        }
      }),
    );
  });

  it('ends where the call ends', () => {
    const keeper = createTimelineKeeper(0);
    play(keeper, { fromMs: 0, toMs: 1000 });
    expect(keeper.onStop(1025)).toBe(25 * 48);
    expect(createTimelineKeeper(0).onStop(0)).toBe(0);
  });
});
