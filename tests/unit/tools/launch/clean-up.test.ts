import { describe, expect, it } from 'vitest';
import { createCleanUp } from '../../../../tools/launch/clean-up.ts';

describe('createCleanUp', () => {
  it('undoes last things first, once, and goes on after a part that fails', async () => {
    const undone: string[] = [];
    const failed: string[] = [];
    const cleanUp = createCleanUp((name) => failed.push(name));
    const part = (name: string) => cleanUp.add(name, async () => void undone.push(name));
    part('hub');
    cleanUp.add('broken', () => Promise.reject(new Error('no')));
    part('browser');
    await Promise.all([cleanUp.run(), cleanUp.run()]);
    expect(undone).toEqual(['browser', 'hub']);
    expect(failed).toEqual(['broken']);
  });
});
