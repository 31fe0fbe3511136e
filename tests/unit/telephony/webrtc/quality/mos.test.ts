import { describe, expect, it } from 'vitest';
import {
  type PathFigures,
  estimateMos,
  g711,
  mosOfR,
  opus,
  ratingOf,
} from '../../../../../src/telephony/webrtc/quality/mos.ts';
import { fullRating } from '../../../../support/e-model.ts';

/** G.711 whose losses are filled with silence (G.113 Table I.4); nothing at this desk plays so. */
const g711Plain = { impairment: 0, robustness: 4.3 };

const path: PathFigures = { oneWayMs: 0, lossPercent: 0, burstRatio: 1, codec: g711 };
const upTo = (top: number, step: number) =>
  Array.from({ length: top / step + 1 }, (_, index) => index * step);

describe('MOS of a rating', () => {
  it.each([
    [93.2, 4.41],
    [90, 4.34],
    [80, 4.03],
    [70, 3.6],
    [60, 3.1],
    [50, 2.58],
    [0, 1],
    [-20, 1],
    [100, 4.5],
  ])('of R = %d is %d (G.107 Annex B, Table B.1)', (rating, mos) => {
    expect(Math.abs(mosOfR(rating) - mos)).toBeLessThanOrEqual(0.0101);
  });

  it('is 93.2 at its default parameters', () => {
    expect(ratingOf(path)).toBeCloseTo(93.2, 1);
    expect(fullRating({ delayMs: 0, lossPercent: 0, burstRatio: 1, ...codecOf(g711) })).toBeCloseTo(
      93.2,
      1,
    );
  });
});

describe('the E-model of a call', () => {
  it('is the full model of G.107 to 0.02 MOS at each delay, loss and codec', () => {
    for (const codec of [g711, g711Plain, opus, { impairment: 11, robustness: 19 }])
      for (const oneWayMs of upTo(400, 10))
        for (const lossPercent of upTo(20, 1))
          for (const burstRatio of [1, 2]) {
            const full = fullRating({
              delayMs: oneWayMs,
              lossPercent,
              burstRatio,
              ...codecOf(codec),
            });
            const mos = estimateMos({ oneWayMs, lossPercent, burstRatio, codec });
            expect(Math.abs(mos - mosOfR(full))).toBeLessThanOrEqual(0.02);
          }
  });

  it('knows what loss does to G.711 with and without concealment (G.113 Appendix I)', () => {
    const effective = (codec: typeof g711, lossPercent: number) =>
      ratingOf({ ...path, codec }) - ratingOf({ ...path, codec, lossPercent });
    // 95 · p / (p + Bpl)
    expect(effective(g711, 5)).toBeCloseTo(15.78, 1);
    expect(effective(g711Plain, 5)).toBeCloseTo(51.08, 1);
    expect(effective(g711Plain, 1)).toBeCloseTo(17.92, 1);
  });

  it('finds loss in bursts worse than random loss', () => {
    expect(estimateMos({ ...path, lossPercent: 5, burstRatio: 3 })).toBeLessThan(
      estimateMos({ ...path, lossPercent: 5 }),
    );
  });

  it('never rises with more loss or more delay', () => {
    for (const lossPercent of upTo(20, 1))
      for (const oneWayMs of upTo(400, 20)) {
        const here = estimateMos({ ...path, lossPercent, oneWayMs: oneWayMs + 20 });
        expect(
          estimateMos({ ...path, lossPercent: lossPercent + 1, oneWayMs: oneWayMs + 20 }),
        ).toBeLessThanOrEqual(here);
        expect(estimateMos({ ...path, lossPercent, oneWayMs: oneWayMs + 40 })).toBeLessThanOrEqual(
          here,
        );
      }
  });
});

function codecOf(codec: typeof g711) {
  return { impairment: codec.impairment, robustness: codec.robustness };
}
