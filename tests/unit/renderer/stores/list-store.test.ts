import { describe, expect, it } from 'vitest';
import { createListStore } from '../../../../src/renderer/stores/list-store.ts';

describe('a list', () => {
  const open = () => {
    const asked: { text: string; offset: number }[] = [];
    const due: (() => void)[] = [];
    const store = createListStore<number, { text: string }>(
      { text: '' },
      {
        schedule: (work) => {
          due.push(work);
          return () => due.splice(due.indexOf(work), 1);
        },
        load: async ({ text }, offset) => {
          asked.push({ text, offset });
          return { items: [offset + 1, offset + 2], total: 6 };
        },
      },
    );
    const settled = () => expect.poll(() => store.getState().status).toBe('done');
    return { store, asked, due, settled };
  };

  it('shows what comes behind what is shown together with it, and begins anew when read again', async () => {
    const { store, settled } = open();
    store.getState().refresh();
    await settled();
    store.getState().more();
    expect(store.getState().status).toBe('loading');
    await settled();
    expect(store.getState().page).toEqual({ items: [1, 2, 3, 4], total: 6 });
    store.getState().refresh();
    await expect.poll(() => store.getState().page?.items).toEqual([1, 2]);
  });

  it('is not renewed before anybody has looked at it, and once for many changes', async () => {
    const { store, asked, due, settled } = open();
    store.getState().renew(300);
    expect(due).toEqual([]);
    store.getState().refresh();
    await settled();
    store.getState().renew(300);
    store.getState().renew(300);
    expect(due).toHaveLength(1);
    due[0]?.();
    await settled();
    expect(asked).toHaveLength(2);
  });

  it('is read once when it is narrowed and read again before the pause of typing is over', async () => {
    const { store, asked, due, settled } = open();
    store.getState().setFilter({ text: '漏水' });
    store.getState().refresh();
    await settled();
    expect(due).toEqual([]);
    expect(asked).toEqual([{ text: '漏水', offset: 0 }]);
  });

  it('goes to its last page when what stood on a later one has gone', async () => {
    const asked: number[] = [];
    const store = createListStore<number, object>(
      {},
      {
        schedule: () => () => undefined,
        load: async (_filter, offset) => {
          asked.push(offset);
          return { items: offset < 60 ? [offset] : [], total: 60 };
        },
      },
    );
    store.getState().goTo(200);
    await expect.poll(() => store.getState().page?.items).toEqual([50]);
    expect(store.getState().offset).toBe(50);
    expect(asked).toEqual([200, 50]);
  });
});
