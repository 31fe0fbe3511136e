import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTurns } from '../../../../src/hub/http/turns.ts';

describe('turns', () => {
  let workedMs: number;
  let at: number;
  let done: string[];
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    workedMs = 0;
    at = 0;
    done = [];
  });
  afterEach(() => void vi.useRealTimers());

  /** A task that keeps the thread for so long. */
  const task =
    (name: string, ms = 1) =>
    async () => {
      workedMs += ms;
      at += ms;
      done.push(name);
      return name;
    };
  const start = () => createTurns({ monotonicMs: () => at }, () => workedMs);
  /** Lets everything that may go on at this moment do so. */
  const now = async () => {
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
  };

  it('come to each person in turn, however many calls one has', async () => {
    const turns = start();
    for (const name of ['a1', 'a2', 'a3', 'a4']) void turns.run('a', task(name));
    for (const name of ['b1', 'b2']) void turns.run('b', task(name));
    await now();
    expect(done).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a4']);
  });

  it('let only one task at a time have the thread', async () => {
    const turns = start();
    let inside = 0;
    let most = 0;
    const slow = async () => {
      most = Math.max(most, (inside += 1));
      await new Promise((resolve) => setTimeout(resolve, 50));
      inside -= 1;
    };
    const all = Promise.all(['a', 'b', 'c'].map((key) => turns.run(key, slow)));
    for (let turn = 0; turn < 3; turn += 1) {
      await now();
      await vi.advanceTimersByTimeAsync(50);
    }
    await all;
    expect(most).toBe(1);
  });

  it('make who worked long rest three times as long, and nobody else', async () => {
    const turns = start();
    void turns.run('a', task('a1', 40));
    void turns.run('a', task('a2'));
    void turns.run('b', task('b1', 5));
    void turns.run('b', task('b2'));
    await now();
    expect(done).toEqual(['a1', 'b1', 'b2']);
    await vi.advanceTimersByTimeAsync(119);
    await now();
    expect(done).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1);
    await now();
    expect(done).toEqual(['a1', 'b1', 'b2', 'a2']);
  });

  it('rest after a turn that was long because the machine was busy, but not after one that only waited', async () => {
    const turns = start();
    const waited = async () => {
      at += 500;
    };
    void turns.run('a', waited);
    void turns.run('a', task('a2'));
    void turns.run('b', async () => {
      workedMs += 10;
      at += 100;
    });
    void turns.run('b', task('b2'));
    await now();
    expect(done).toEqual(['a2']);
    await vi.advanceTimersByTimeAsync(299);
    await now();
    expect(done).toEqual(['a2']);
    await vi.advanceTimersByTimeAsync(1);
    await now();
    expect(done).toEqual(['a2', 'b2']);
  });

  it('give what the task gives, go on after one that fails, and do not wait for one that never ends', async () => {
    const turns = start();
    const failed = turns.run('a', () => Promise.reject(new Error('no'))).catch(String);
    await now();
    expect(await failed).toBe('Error: no');
    void turns.run('a', () => new Promise(() => undefined));
    const later = turns.run('b', task('b'));
    await now();
    await vi.advanceTimersByTimeAsync(2000);
    await now();
    expect(await later).toBe('b');
  });
});
