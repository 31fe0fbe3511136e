import { describe, expect, it } from 'vitest';
import { soundMs } from '../../../../tools/demo/check-sound.ts';

describe('soundMs', () => {
  it('counts what is louder than room noise, in steps of 20 ms', () => {
    const loud = new Float32Array(960).fill(0.1);
    const noise = new Float32Array(960).fill(0.001);
    expect(soundMs(Float32Array.of(...loud, ...noise, ...loud), 48_000)).toBe(40);
    expect(soundMs(new Float32Array(100), 48_000)).toBe(0);
  });
});
