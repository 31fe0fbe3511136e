import { expect, it } from 'vitest';
import { createRenderClock } from '../../../../../src/telephony/webrtc/recorder/render-clock.ts';

function clocks() {
  let [now, wall] = [1000, 1_700_000_000_000];
  const clock = createRenderClock({ nowMs: () => now, wallMs: () => wall });
  return {
    clock,
    pass: (ms: number) => {
      now += ms;
      wall += ms;
    },
    setWall: (byMs: number) => {
      wall += byMs;
    },
    wall: () => wall,
  };
}

it('a block that waited was rendered before it came', () => {
  const { clock, pass, wall } = clocks();
  const renderedAt = wall();
  pass(3000);
  expect(clock.momentOf(renderedAt)).toBe(1000);
  expect(clock.momentOf(renderedAt + 40)).toBe(1040);
});

it.each([3_600_000, -3_600_000])(
  'a wall clock set by %i ms moves a block no further than to the one before or to now',
  (byMs) => {
    const { clock, pass, setWall, wall } = clocks();
    clock.momentOf(wall());
    pass(40);
    const renderedAt = wall();
    setWall(byMs);
    pass(5);
    expect(clock.momentOf(renderedAt)).toBe(byMs > 0 ? 1000 : 1045);
    pass(40);
    expect(clock.momentOf(wall())).toBe(1085);
  },
);
