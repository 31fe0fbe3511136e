import { describe, expect, it } from 'vitest';
import { createChangeSignal } from '../../../../../src/hub/areas/replica/change-signal.ts';

describe('the change signal', () => {
  it('tells the newest number first, also when there is none yet', async () => {
    const watcher = createChangeSignal().watch(new AbortController().signal, async () => 0);
    expect(await watcher.next()).toEqual({ done: false, value: 0 });
  });

  it('misses no change that comes while the newest number is being read', async () => {
    const signal = createChangeSignal();
    const watcher = signal.watch(new AbortController().signal, async () => {
      signal.notify(8);
      return 7;
    });
    expect((await watcher.next()).value).toBe(8);
  });

  it('gives a slow reader the newest number only, and nothing twice', async () => {
    const signal = createChangeSignal();
    const abort = new AbortController();
    const watcher = signal.watch(abort.signal, async () => 1);
    await watcher.next();
    for (const seq of [2, 4, 3]) signal.notify(seq);
    expect((await watcher.next()).value).toBe(4);
    const next = watcher.next();
    signal.notify(4);
    abort.abort();
    expect((await next).done).toBe(true);
  });
});
