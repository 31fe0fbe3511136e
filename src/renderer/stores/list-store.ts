import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

export const pageSize = 50;

export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  /** The hub has answered, not this desk alone; absent where only one of them can. */
  readonly fromHub?: boolean;
}

export interface ListState<Item, Filter> {
  readonly filter: Filter;
  readonly offset: number;
  readonly page: ListPage<Item> | null;
  readonly status: 'idle' | 'loading' | 'done' | 'failed';
  readonly failure: ErrorCode | null;
  /** Narrows the list and starts at its beginning, after a short pause of typing. */
  setFilter(patch: Partial<Filter>): void;
  goTo(offset: number): void;
  /** Reads what comes behind what is shown, and shows both. */
  more(): void;
  /** Reads the shown page again, quietly. */
  refresh(): void;
  /** The same for a list that somebody has looked at, once nothing more has changed for `afterMs`. */
  renew(afterMs: number): void;
}

export interface ListDeps<Item, Filter> {
  load(filter: Filter, offset: number): Promise<ListPage<Item>>;
  schedule(work: () => void, delayMs: number): () => void;
}

const pauseMs = 150;

/** A filtered list, one page at a time. The newest question wins. */
export function createListStore<Item, Filter extends object>(
  first: Filter,
  deps: ListDeps<Item, Filter>,
) {
  return createStore<ListState<Item, Filter>>()((set, get) => {
    let turn = 0;
    let cancel = () => {};
    let cancelRenewal = () => {};
    const read = async (before: readonly Item[] = []) => {
      turn += 1;
      const mine = turn;
      set({ status: 'loading' });
      try {
        const page = await deps.load(get().filter, get().offset + before.length);
        const items = [...before, ...page.items];
        if (mine !== turn) return;
        // What stood on this page has gone meanwhile: the last one there is takes its place.
        if (items.length === 0 && page.total > 0 && get().offset >= page.total) {
          set({ offset: Math.floor((page.total - 1) / pageSize) * pageSize });
          return void read();
        }
        set({ page: { ...page, items }, status: 'done', failure: null });
      } catch (error) {
        if (mine === turn) set({ status: 'failed', failure: errorCodeOf(error) });
      }
    };
    return {
      filter: first,
      offset: 0,
      page: null,
      status: 'idle',
      failure: null,
      setFilter: (patch) => {
        set({ filter: { ...get().filter, ...patch }, offset: 0 });
        cancel();
        cancel = deps.schedule(() => void read(), pauseMs);
      },
      goTo: (offset) => {
        set({ offset });
        void read();
      },
      more: () => void read(get().page?.items),
      refresh: () => {
        // It asks what the pause of typing would ask.
        cancel();
        void read();
      },
      renew: (afterMs) => {
        if (get().status === 'idle') return;
        cancelRenewal();
        cancelRenewal = deps.schedule(() => void read(), afterMs);
      },
    };
  });
}
