import { describe, expect, it } from 'vitest';
import { hear, heardNothing } from '../../../../src/training/media/heard-meter.ts';
import { encodePcmuSamples, pcmuSilence } from '../../../../src/training/media/pcmu.ts';

const tone = encodePcmuSamples(
  Int16Array.from({ length: 160 }, (_, at) => 16_000 * Math.sin(at / 3)),
);

describe('hear', () => {
  it('counts silence as packets, sound as time', () => {
    const silent = hear(heardNothing, new Uint8Array(160).fill(pcmuSilence));
    expect(silent).toEqual({ packets: 1, soundMs: 0, peakLevel: 0, lastLevel: 0 });
    const loud = hear(silent, tone);
    expect(loud).toMatchObject({ packets: 2, soundMs: 20 });
    expect(loud.peakLevel).toBeGreaterThan(40);
    expect(hear(loud, new Uint8Array(160).fill(pcmuSilence))).toMatchObject({
      lastLevel: 0,
      peakLevel: loud.peakLevel,
    });
  });
});
