import { type StoreApi, createStore } from 'zustand/vanilla';
import type { ExchangeLine } from '../../shared/contract/city/schemas.ts';
import { type Doing, createDoing, idle } from '../page/doing.ts';
import type { HubCalls } from '../page/hub-calls.ts';

export interface LedgerState extends Doing {
  readonly needsSomebody: boolean;
  readonly lines: readonly ExchangeLine[] | null;
  readonly next: number | null;
  /** Where the pages down to the shown one begin. */
  readonly trail: readonly (number | null)[];
  /** What needs somebody, and since when; `null` = not asked yet. */
  readonly troubles: { readonly count: number; readonly since: number | null } | null;
  readonly openId: string | null;
}

export interface LedgerActs {
  look(needsSomebody: boolean): Promise<void>;
  older(): Promise<void>;
  newer(): Promise<void>;
  open(exchangeId: string | null): void;
  sendAgain(exchangeId: string): Promise<boolean>;
  settle(exchangeId: string, reason: string): Promise<boolean>;
  /** Asks how many lines need somebody; what fails is said when the ledger is looked at. */
  count(): Promise<void>;
}

export type LedgerStore = StoreApi<LedgerState & LedgerActs>;
const pageLength = 50;

/** What the hub and the city platform have said to each other. */
export function createLedgerStore({ hub }: { readonly hub: HubCalls }): LedgerStore {
  return createStore((set, get) => {
    const doing = createDoing(set, get);
    const count = async () => set({ troubles: await hub.ask(({ city }) => city.troubles()) });
    const read = async (trail: readonly (number | null)[]) => {
      const { needsSomebody } = get();
      const page = await hub.ask(({ city }) =>
        city.exchanges({
          states: [],
          direction: null,
          ticketId: null,
          needsSomebody,
          before: trail.at(-1) ?? null,
          limit: pageLength,
        }),
      );
      set({ lines: page.lines, next: page.next, trail });
      await count();
    };
    return {
      ...idle,
      needsSomebody: true,
      lines: null,
      next: null,
      trail: [null],
      troubles: null,
      openId: null,
      async look(needsSomebody) {
        set({ needsSomebody, lines: null, openId: null });
        await doing(() => read([null]), 'look');
      },
      async older() {
        await doing(() => read([...get().trail, get().next]));
      },
      async newer() {
        await doing(() => read(get().trail.slice(0, -1)));
      },
      open: (openId) => set({ openId, failure: null }),
      sendAgain: (exchangeId) =>
        doing(async () => {
          await hub.ask(({ city }) => city.sendAgain({ exchangeId }));
          await read(get().trail);
        }),
      settle: (exchangeId, reason) =>
        doing(async () => {
          await hub.ask(({ city }) => city.settle({ exchangeId, reason }));
          await read(get().trail);
        }),
      async count() {
        await count().catch(() => undefined);
      },
    };
  });
}
