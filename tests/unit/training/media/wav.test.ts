import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLineWav } from '../../../../src/training/media/wav.ts';

const speech = (name: string) =>
  readFile(join(import.meta.dirname, '../../../fixtures/speech', name));

describe('readLineWav', () => {
  it('reads the samples of a citizen’s speech', async () => {
    const samples = readLineWav(await speech('citizen-greeting.wav'));
    expect(samples.length / 8000).toBeCloseTo(2.97, 1);
    expect(Math.max(...samples)).toBeGreaterThan(10_000);
  });

  it('refuses another rate, another file, and a file that is cut off', async () => {
    const wide = await speech('agent-answer.wav');
    expect(() => readLineWav(wide)).toThrow('48000');
    expect(() => readLineWav(new Uint8Array(100))).toThrow('not a WAVE file');
    expect(() => readLineWav(wide.subarray(0, 20))).toThrow('without sound');
  });
});
