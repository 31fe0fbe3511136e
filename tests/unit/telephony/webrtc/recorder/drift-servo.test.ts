import { describe, expect, it } from 'vitest';
import {
  createDriftServo,
  stretched,
} from '../../../../../src/telephony/webrtc/recorder/drift-servo.ts';

const block = 480;

describe('drift servo', () => {
  it('leaves sound alone whose stamps only tremble', () => {
    const servo = createDriftServo();
    for (let index = 0; index < 1000; index += 1) {
      servo.onBlock((index % 7) * 150);
      expect(servo.framesFor(block)).toBe(block);
    }
  });

  it.each([900, -900])(
    'makes up for %i frames, never more than half a percent at a time',
    (late) => {
      const servo = createDriftServo();
      let made = 0;
      for (let index = 0; index < 1000; index += 1) {
        servo.onBlock(late - made);
        const frames = servo.framesFor(block);
        expect(Math.abs(frames - block)).toBeLessThanOrEqual(3);
        made += frames - block;
      }
      expect(Math.abs(late - made)).toBeLessThanOrEqual(96);
    },
  );

  it('forgets what it owed when the sound is put in its place otherwise', () => {
    const servo = createDriftServo();
    for (let index = 0; index < 100; index += 1) servo.onBlock(900);
    expect(servo.framesFor(block)).not.toBe(block);
    servo.reset();
    expect(servo.framesFor(block)).toBe(block);
  });
});

it('stretched sound begins and ends as before, on the same line between', () => {
  const line = Float32Array.from({ length: block }, (_, index) => index / (block - 1));
  for (const frames of [block - 2, block + 3]) {
    const made = stretched(line, frames);
    expect(made).toHaveLength(frames);
    made.forEach((sample, index) => expect(sample).toBeCloseTo(index / (frames - 1), 5));
  }
  expect(stretched(line, block)).toBe(line);
});
