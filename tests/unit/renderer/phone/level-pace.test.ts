import { expect, it } from 'vitest';
import { createLevelPace } from '../../../../src/renderer/phone/level-pace.ts';
import type { Levels } from '../../../../src/shared/domain/desk/desk-state.ts';

function aPace() {
  let now = 0;
  const told: Levels[] = [];
  const pace = createLevelPace({ nowMs: () => now, tell: (levels) => told.push(levels) });
  /** A tenth of a second later. */
  const hear = (agent: number, citizen: number, callId = 'one') => {
    now += 100;
    pace({ callId, agent, citizen });
  };
  return { told, hear };
}

it('tells the loudest of each quarter of a second, and nothing of before it', () => {
  const { told, hear } = aPace();
  hear(10, 0);
  hear(90, 5);
  hear(20, 60);
  hear(30, 20);
  for (const quiet of [1, 2, 3]) hear(quiet, 0);
  expect(told).toEqual([
    { callId: 'one', agent: 10, citizen: 0 },
    { callId: 'one', agent: 90, citizen: 60 },
    { callId: 'one', agent: 3, citizen: 0 },
  ]);
});

it('tells of another call at once, without what the one before it has said', () => {
  const { told, hear } = aPace();
  hear(10, 0);
  hear(90, 90);
  hear(1, 2, 'two');
  expect(told.at(-1)).toEqual({ callId: 'two', agent: 1, citizen: 2 });
});
