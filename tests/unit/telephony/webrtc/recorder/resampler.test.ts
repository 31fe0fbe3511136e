import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResampler } from '../../../../../src/telephony/webrtc/recorder/resampler.ts';

const rates = [8000, 16_000, 24_000, 32_000, 44_100, 96_000];

function toneAt(rate: number, hz: number, seconds: number): Float32Array {
  return Float32Array.from({ length: rate * seconds }, (_, index) =>
    Math.sin((2 * Math.PI * hz * index) / rate),
  );
}

function resample(input: Float32Array, rate: number, cuts: readonly number[]): number[] {
  const resampler = createResampler(rate);
  const output: number[] = [];
  let from = 0;
  for (let index = 0; from < input.length; index += 1) {
    const to = from + (cuts[index % cuts.length] ?? input.length);
    output.push(...resampler.push(input.subarray(from, to)));
    from = to;
  }
  return output;
}

describe.each(rates)('a resampler from %i Hz', (rate) => {
  const block = rate / 100;

  it('gives a tone as it was, and nothing beside it', () => {
    const output = resample(toneAt(rate, 1000, 0.5), rate, [block]).slice(4800);
    const best = fit(output, 1000);
    expect(best.level).toBeGreaterThan(0.98);
    expect(best.level).toBeLessThan(1.02);
    expect(best.rest).toBeLessThan(0.02);
  });

  it('gives 48 samples for each millisecond', () => {
    const output = resample(toneAt(rate, 1000, 2), rate, [block]);
    expect(Math.abs(output.length - 96_000)).toBeLessThan(200);
  });

  it('has no seam, however the sound is cut', () => {
    const input = toneAt(rate, 700, 0.05);
    const whole = resample(input, rate, [input.length]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: block * 2 }), { minLength: 1 }), (cuts) => {
        expect(resample(input, rate, cuts)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});

it('lets nothing of what 48 kHz cannot hold come back as another tone', () => {
  const output = resample(toneAt(96_000, 34_000, 0.2), 96_000, [960]).slice(480);
  expect(Math.max(...output.map(Math.abs))).toBeLessThan(0.05);
});

/** The tone of this frequency in the sound, and what is there beside it (both amplitudes). */
function fit(samples: readonly number[], hz: number): { level: number; rest: number } {
  const angleOf = (index: number) => (2 * Math.PI * hz * index) / 48_000;
  const sum = (of: (sample: number, index: number) => number) =>
    (2 * samples.reduce((total, sample, index) => total + of(sample, index), 0)) / samples.length;
  const sine = sum((sample, index) => sample * Math.sin(angleOf(index)));
  const cosine = sum((sample, index) => sample * Math.cos(angleOf(index)));
  const rest = sum(
    (sample, index) =>
      (sample - sine * Math.sin(angleOf(index)) - cosine * Math.cos(angleOf(index))) ** 2,
  );
  return { level: Math.hypot(sine, cosine), rest: Math.sqrt(rest) };
}
