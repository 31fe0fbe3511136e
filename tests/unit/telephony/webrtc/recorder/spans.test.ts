import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Span } from '../../../../../src/telephony/webrtc/recorder/sound-frames.ts';
import { joined, without } from '../../../../../src/telephony/webrtc/recorder/spans.ts';

const span = fc
  .tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }))
  .map(([from, length]): Span => ({ from, to: from + length }));
const spans = fc.array(span, { maxLength: 8 });
const framesOf = (some: readonly Span[]) =>
  new Set(some.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)));

it('joined spans cover the same frames, in order and apart', () => {
  fc.assert(
    fc.property(spans, (some) => {
      const whole = joined(some);
      expect(framesOf(whole)).toEqual(framesOf(some));
      whole.forEach(({ from, to }, index) => {
        expect(to).toBeGreaterThan(from);
        expect(from).toBeGreaterThan(whole[index - 1]?.to ?? -1);
      });
    }),
  );
});

it('what is left has every frame that the others have not, once', () => {
  fc.assert(
    fc.property(spans, spans, (some, others) => {
      const left = without(joined(some), others);
      const taken = framesOf(others);
      expect(framesOf(left)).toEqual(new Set([...framesOf(some)].filter((at) => !taken.has(at))));
      expect(left.every(({ from, to }) => from < to)).toBe(true);
    }),
  );
});
