import { describe, expect, it } from 'vitest';
import { createKeyedMutex } from '../../../../src/hub/archive/keyed-mutex.ts';

describe('the keyed mutex', () => {
  it('runs tasks of one key one after the other, in order', async () => {
    const mutex = createKeyedMutex();
    const steps: string[] = [];
    const task = (name: string) => async () => {
      steps.push(`${name} begins`);
      await Promise.resolve();
      steps.push(`${name} ends`);
    };
    await Promise.all(['a', 'b'].map((name) => mutex.run('key', task(name))));
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('lets tasks of different keys run side by side', async () => {
    const mutex = createKeyedMutex();
    let release = (): void => {};
    const waiting = mutex.run('one', () => new Promise<void>((resolve) => (release = resolve)));
    await expect(mutex.run('two', async () => 2)).resolves.toBe(2);
    release();
    await waiting;
  });

  it('goes on after a task that failed', async () => {
    const mutex = createKeyedMutex();
    const failing = mutex.run('key', () => Promise.reject(new Error('planned')));
    const next = mutex.run('key', async () => 1);
    await expect(failing).rejects.toThrow('planned');
    await expect(next).resolves.toBe(1);
  });
});
