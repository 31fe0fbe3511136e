import { createStore } from 'zustand/vanilla';
import type { DeskEvent } from '../../../shared/contract/desk/schemas.ts';
import { startOfOfficeDay } from '../../../shared/domain/desk/today-work.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { DeskStores } from '../../parts/desk-context.ts';
import { featureStore } from '../../parts/feature-store.ts';
import { whenBack } from '../../parts/when-back.ts';
import { createListStore } from '../../stores/list-store.ts';

/** Tickets change by the hundred when the desk's copy is filled. */
const manyMs = 300;
/** More than anybody does in a day; what burns stands first. */
const most = 200;

/** What of this person's is open and what else is to be done by who is on duty, what burns first. */
export const todayTicketsStore = featureStore(({ deps: { api, schedule }, desk }) => {
  const store = createListStore<Ticket, object>(
    {},
    {
      schedule,
      load: async () => {
        const asked = { text: '', of: 'day', limit: most, offset: 0 } as const;
        const { tickets, total } = await api.tickets.list({ ...asked, states: [] });
        return { items: tickets, total };
      },
    },
  );
  whenBack(desk, () => store.getState().renew(0));
  return store;
});

/** The day's tickets are read again when one has changed. */
export function hearToday(event: DeskEvent, stores: DeskStores): void {
  if (event.kind === 'ticketChanged' || event.kind === 'ticketGone')
    todayTicketsStore(stores).getState().renew(manyMs);
}

export interface TodayCalls {
  /** Inbound calls since midnight of the office, as this desk has kept them; `null` until they are read. */
  readonly counts: {
    readonly all: number;
    readonly answered: number;
    readonly missed: number;
  } | null;
  /** What could not be read stays as it was. */
  refresh(): Promise<void>;
}

/** How an inbound call ends that stands among the missed: nobody here took it, a declined one too. */
const missedEnds = ['missed', 'declined', 'failed', 'connectionLost', 'deskDied'] as const;

export const todayCallsStore = featureStore(({ deps: { api, clock }, desk }) => {
  const store = createStore<TodayCalls>()((set) => ({
    counts: null,
    async refresh() {
      const count = async (ends: {
        answered?: boolean;
        endReasons?: (typeof missedEnds)[number][];
      }) => {
        const from = startOfOfficeDay(clock.now());
        const whole = {
          from,
          to: null,
          agentWorkNo: null,
          direction: 'inbound',
          text: '',
        } as const;
        const one = { recordingStates: [], limit: 1, offset: 0 };
        return (await api.calls.list({ ...whole, ...one, ...ends })).total;
      };
      try {
        const [all, answered, missed] = await Promise.all([
          count({}),
          count({ answered: true }),
          count({ answered: false, endReasons: [...missedEnds] }),
        ]);
        set({ counts: { all, answered, missed } });
      } catch {
        // A line above the work: the list of calls says what is wrong.
      }
    },
  }));
  whenBack(desk, () => {
    const { counts, refresh } = store.getState();
    if (counts !== null) void refresh();
  });
  return store;
});
