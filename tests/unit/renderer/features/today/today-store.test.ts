import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { todayCallsStore } from '../../../../../src/renderer/features/today/today-store.ts';
import type { DeskStores } from '../../../../../src/renderer/parts/desk-context.ts';

test('what the day has come to counts as missed what the list of the missed shows, a declined call too', async () => {
  const kept = ['missed', 'declined', 'failed', 'connectionLost', 'deskDied', 'citizenHungUp'];
  const list = (asked: { endReasons?: string[]; answered?: boolean }) =>
    Promise.resolve({
      total: kept.filter((end) =>
        asked.endReasons ? asked.endReasons.includes(end) : asked.answered !== true,
      ).length,
    });
  const desk = createStore(() => ({ desk: null }));
  const deps = { api: { calls: { list } }, clock: { now: () => 0 } };
  const store = todayCallsStore({ desk, deps } as unknown as DeskStores);
  await store.getState().refresh();
  expect(store.getState().counts).toMatchObject({ all: 6, missed: 5 });
});
