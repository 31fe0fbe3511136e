import { describe, expect, it } from 'vitest';
import { type Doing, createDoing, idle } from '../../../../src/renderer/page/doing.ts';
import { AppError } from '../../../../src/shared/app-error.ts';

function aPage() {
  let state: Doing = idle;
  const doing = createDoing(
    (patch) => {
      state = { ...state, ...patch };
    },
    () => state,
  );
  return { doing, state: () => state };
}

describe('one thing at a time', () => {
  it('drops an act that is pressed twice, and does what is looked at meanwhile when that is done', async () => {
    const { doing, state } = aPage();
    const done: string[] = [];
    const act = async () => {
      await Promise.resolve();
      done.push('act');
    };
    const look = async () => void done.push('look');
    const [first, second] = await Promise.all([
      doing(act),
      doing(act),
      doing(look, 'look'),
      doing(look, 'look'),
    ]);
    expect([first, second]).toEqual([true, false]);
    await expect.poll(() => done).toEqual(['act', 'look']);
    expect(state()).toEqual(idle);
  });

  it('keeps saying what has failed while what was looked at meanwhile is read', async () => {
    const { doing, state } = aPage();
    const act = async () => {
      await Promise.resolve();
      throw new AppError('hub.unreachable');
    };
    await Promise.all([doing(act), doing(async () => undefined, 'look')]);
    expect(state()).toMatchObject({ isBusy: false, failure: { code: 'hub.unreachable' } });
  });
});
