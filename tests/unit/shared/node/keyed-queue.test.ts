import { describe, expect, it } from 'vitest';
import { createKeyedQueue } from '../../../../src/shared/node/keyed-queue.ts';

describe('the keyed queue', () => {
  it('runs tasks of one key one after the other, in order', async () => {
    const inTurn = createKeyedQueue();
    const steps: string[] = [];
    const task = (name: string) => async () => {
      steps.push(`${name} begins`);
      await Promise.resolve();
      steps.push(`${name} ends`);
    };
    await Promise.all(['a', 'b'].map((name) => inTurn('key', task(name))));
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('lets tasks of different keys run side by side', async () => {
    const inTurn = createKeyedQueue();
    let release = (): void => {};
    const waiting = inTurn('one', () => new Promise<void>((resolve) => (release = resolve)));
    await expect(inTurn('two', async () => 2)).resolves.toBe(2);
    release();
    await waiting;
  });

  it('goes on after a task that failed', async () => {
    const inTurn = createKeyedQueue();
    const failing = inTurn('key', () => Promise.reject(new Error('planned')));
    const next = inTurn('key', async () => 1);
    await expect(failing).rejects.toThrow('planned');
    await expect(next).resolves.toBe(1);
  });
});
