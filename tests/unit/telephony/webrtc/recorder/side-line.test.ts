import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSideLine } from '../../../../../src/telephony/webrtc/recorder/side-line.ts';
import type { Span } from '../../../../../src/telephony/webrtc/recorder/sound-frames.ts';

const ms = 48;
const blockMs = 10;

/** Sound in which each frame tells its number, from 1 on; 0 is silence. */
function source() {
  let spoken = 0;
  return (frames: number) => Float32Array.from({ length: frames }, () => (spoken += 1));
}

interface Delivery {
  /** When the sound was there, or when whoever fetched it did so. */
  readonly stampMs: number;
  /** Sound of the source before this block that never came. */
  readonly lostMs?: number;
}

/** Feeds blocks of 10 ms; gives the side's file up to where it is ready, and what was found to be lost. */
function record(deliveries: readonly Delivery[]) {
  const line = createSideLine(2000 * ms);
  const speak = source();
  const lost: Span[] = [];
  for (const { stampMs, lostMs = 0 } of deliveries) {
    speak(lostMs * ms);
    lost.push(...line.onSound(speak(blockMs * ms), Math.round(stampMs * ms), 0));
  }
  lost.push(...line.settle());
  const frames = line.readyUntil() ?? 0;
  return { file: line.take(0, frames), lost, frames };
}

const steady = (fromMs: number, toMs: number): Delivery[] =>
  Array.from({ length: (toMs - fromMs) / blockMs }, (_, index) => ({
    stampMs: fromMs + index * blockMs,
  }));

const lostMsOf = (lost: readonly Span[]) =>
  lost.reduce((sum, { from, to }) => sum + (to - from) / ms, 0);

describe('a side of the recording', () => {
  it('stands where it was spoken', () => {
    const { file, lost } = record(steady(100, 5000));
    expect(lost).toEqual([]);
    expect(file.subarray(0, 100 * ms).every((sample) => sample === 0)).toBe(true);
    expect(file.slice(100 * ms)).toEqual(source()(4900 * ms));
  });

  it('takes a burst for what it is: fetched late, and whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 39 }), fc.nat(5), (count, spreadMs) => {
        const lateMs = 1000 + count * blockMs;
        const burst = Array.from({ length: count + 1 }, (_, index) => ({
          stampMs: lateMs + (index * spreadMs) / (count + 1),
        }));
        const after = steady(lateMs + blockMs, 3000);
        const { file, lost } = record([...steady(0, 1000), ...burst, ...after]);
        expect(lost).toEqual([]);
        expect(file).toEqual(source()(3000 * ms));
      }),
      { numRuns: 30 },
    );
  });

  it('leaves the place of what is lost silent, exactly there, and says so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 39 }), (blocks) => {
        const lostMs = blocks * blockMs;
        const { file, lost } = record([
          ...steady(0, 1000),
          { stampMs: 1000 + lostMs, lostMs },
          ...steady(1010 + lostMs, 3000),
        ]);
        expect(lost).toEqual([{ from: 1000 * ms, to: (1000 + lostMs) * ms }]);
        const whole = source()(3000 * ms).fill(0, 1000 * ms, (1000 + lostMs) * ms);
        expect(file).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  it('finds the length of a loss although the stamps after it tremble', () => {
    const trembling = [15, 0, 20, 25];
    const after = steady(1200, 3000).map(({ stampMs }, index) => ({
      stampMs: stampMs + (trembling[index % trembling.length] ?? 0),
      lostMs: index === 0 ? 200 : 0,
    }));
    const { lost } = record([...steady(0, 1000), ...after]);
    expect(lost).toEqual([{ from: 1000 * ms, to: 1200 * ms }]);
  });

  it('tells a loss from the lateness that comes with it', () => {
    const { file, lost } = record([
      ...steady(0, 1000),
      // 200 ms are lost, and the 100 after them are fetched 100 ms late.
      ...Array.from({ length: 11 }, (_, index) => ({ stampMs: 1300, lostMs: index ? 0 : 200 })),
      ...steady(1310, 3000),
    ]);
    expect(lost).toEqual([{ from: 1000 * ms, to: 1200 * ms }]);
    expect(file[1200 * ms]).toBe(1200 * ms + 1);
  });

  it('is never far from its moment, and never makes sound of its own, whatever is lost or late', () => {
    const step = fc.record({
      lost: fc.option(fc.integer({ min: 1, max: 30 }), { nil: 0, freq: 6 }),
      late: fc.option(fc.integer({ min: 1, max: 20 }), { nil: 0, freq: 6 }),
      calm: fc.integer({ min: 15, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), (steps) => {
        const deliveries: Delivery[] = [];
        let atMs = 0;
        let allLostMs = 0;
        for (const { lost, late, calm } of steps) {
          deliveries.push(...steady(atMs, atMs + calm * blockMs));
          atMs += calm * blockMs;
          const lostMs = lost * blockMs;
          allLostMs += lostMs;
          const fetchedMs = atMs + lostMs + late * blockMs;
          for (let index = 0; index <= late; index += 1)
            deliveries.push({ stampMs: fetchedMs, lostMs: index ? 0 : lostMs });
          atMs = fetchedMs + blockMs;
        }
        deliveries.push(...steady(atMs, atMs + 500));
        const { file, lost, frames } = record(deliveries);
        expect(Math.abs(frames - (atMs + 500) * ms)).toBeLessThanOrEqual(100 * ms);
        expect(lostMsOf(lost)).toBeLessThanOrEqual(allLostMs + 1);
        // What no mark tells is at most 40 ms at a time, and each frame stands near its moment.
        const strays = file.filter((sample, at) => sample > 0 && Math.abs(at - sample) > 101 * ms);
        expect(strays).toHaveLength(0);
      }),
      { numRuns: 40 },
    );
  });

  it.each([200, -200])('follows a sound card that is %i millionths fast', (millionths) => {
    const rate = 1 + millionths / 1e6;
    const deliveries = Array.from({ length: 30_000 }, (_, index) => ({
      stampMs: (index * blockMs) / rate + (index % 3),
    }));
    const { lost, frames } = record(deliveries);
    expect(lost).toEqual([]);
    expect(Math.abs(frames / ms - 300_000 / rate)).toBeLessThan(8);
  });

  it('a side that comes back within two seconds has lost what lies between, one that was on hold has not', () => {
    type Step = (line: ReturnType<typeof createSideLine>) => void;
    const comesBack = (away: number, meanwhile: Step, before: Step = () => {}) => {
      const line = createSideLine(2000 * ms);
      line.onSound(new Float32Array(480), 0, 0);
      before(line);
      line.settle();
      line.rest();
      expect(line.readyUntil()).toBeNull();
      meanwhile(line);
      return line.onSound(new Float32Array(480), away * ms, 400 * ms);
    };
    expect(comesBack(900, () => {})).toEqual([{ from: 480, to: 900 * ms }]);
    expect(comesBack(2500, () => {})).toEqual([]);
    expect(
      comesBack(
        900,
        () => {},
        (line) => line.setHeld(true),
      ),
    ).toEqual([]);
    expect(comesBack(900, (line) => line.setHeld(false))).toEqual([]);
    expect(comesBack(900, (line) => void line.onTrack(600))).toEqual([]);
  });

  it('leaves out what comes for a place that is written, and is in step at once', () => {
    const line = createSideLine(2000 * ms);
    const speak = source();
    line.onSound(speak(480), 0, 0);
    line.rest();
    const written = 1000 * ms;
    for (let at = 480; at < written + 4800; at += 480) line.onSound(speak(480), at, written);
    const next = line.readyUntil() ?? 0;
    expect(Math.abs(next - (written + 4800))).toBeLessThanOrEqual(60 * ms);
    const [first] = line.take(written, next - written);
    expect(Math.abs((first ?? 0) - written)).toBeLessThanOrEqual(61 * ms);
  });
});
