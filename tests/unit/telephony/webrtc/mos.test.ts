import { describe, expect, it } from 'vitest';
import { estimateMos, mosOfR } from '../../../../src/telephony/webrtc/mos.ts';

describe('estimated MOS', () => {
  it.each([
    [93.2, 4.41],
    [80, 4.02],
    [70, 3.6],
    [50, 2.58],
    [0, 1],
    [100, 4.5],
  ])('of a rating of %d is %d (computed from G.107 Annex B)', (rating, mos) => {
    expect(mosOfR(rating)).toBeCloseTo(mos, 2);
  });

  it('falls with loss and with delay, beyond 177 ms faster', () => {
    const best = estimateMos({ oneWayMs: 20, lossPercent: 0 });
    expect(best).toBeGreaterThan(4.3);
    expect(estimateMos({ oneWayMs: 20, lossPercent: 5 })).toBeLessThan(best - 0.2);
    expect(estimateMos({ oneWayMs: 400, lossPercent: 0 })).toBeLessThan(3.3);
  });
});
