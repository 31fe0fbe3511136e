import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePcmu, encodePcmu, pcmuSilence } from '../../../../src/training/media/pcmu.ts';

describe('PCMU', () => {
  it('has the code words of G.711', () => {
    expect([0, 32_635, -32_635].map(encodePcmu)).toEqual([pcmuSilence, 0x80, 0x00]);
    expect(decodePcmu(pcmuSilence)).toBe(0);
    expect(decodePcmu(0x00)).toBe(-32_124);
  });

  it('comes back within the step of its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: -32_635, max: 32_635 }), (sample) => {
        expect(Math.abs(decodePcmu(encodePcmu(sample)) - sample)).toBeLessThanOrEqual(
          Math.abs(sample) / 16 + 8,
        );
      }),
    );
  });
});
