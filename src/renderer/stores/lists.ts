import type { CallListItem } from '../../shared/contract/hub.ts';
import { type Ticket, type TicketState, isOpen, ticketStates } from '../../shared/domain/ticket.ts';
import type { DeskApi } from './desk-api.ts';
import { createListStore, pageSize } from './list-store.ts';

interface Deps {
  readonly api: DeskApi;
  schedule(work: () => void, delayMs: number): () => void;
}

export type TicketScope = 'open' | 'closed' | 'all';
export interface TicketFilter {
  readonly text: string;
  readonly scope: TicketScope;
}

const statesOf: Readonly<Record<TicketScope, readonly TicketState[]>> = {
  open: ticketStates.filter((state) => isOpen({ state })),
  closed: ticketStates.filter((state) => !isOpen({ state })),
  all: [],
};

/** The list of the 工单 page. */
export function createTicketListStore({ api, schedule }: Deps) {
  return createListStore<Ticket, TicketFilter>(
    { text: '', scope: 'open' },
    {
      schedule,
      load: async ({ text, scope }, offset) => {
        const states = [...statesOf[scope]];
        const { tickets, total } = await api.tickets.list({
          text,
          states,
          limit: pageSize,
          offset,
        });
        return { items: tickets, total };
      },
    },
  );
}
export type TicketListStore = ReturnType<typeof createTicketListStore>;

export interface CallFilter {
  readonly text: string;
  readonly direction: 'inbound' | 'outbound' | null;
  /** Last so many days; `null` = all. */
  readonly days: 1 | 7 | 30 | null;
  readonly agentWorkNo: string;
  readonly recording: 'any' | 'waiting' | 'synced' | 'damaged';
}

const recordingStatesOf = {
  any: [],
  waiting: ['writing', 'closed', 'uploading'],
  synced: ['synced'],
  damaged: ['damaged'],
} as const;

const dayMs = 86_400_000;

/** The list of the 通话 page: own calls for an agent, all desks' for a lead. */
export function createCallListStore({ api, schedule, now }: Deps & { now(): number }) {
  return createListStore<CallListItem, CallFilter>(
    { text: '', direction: null, days: null, agentWorkNo: '', recording: 'any' },
    {
      schedule,
      load: async (filter, offset) => {
        const { items, total } = await api.calls.list({
          from: filter.days === null ? null : now() - filter.days * dayMs,
          to: null,
          agentWorkNo: filter.agentWorkNo.trim() === '' ? null : filter.agentWorkNo.trim(),
          direction: filter.direction,
          text: filter.text.trim(),
          recordingStates: [...recordingStatesOf[filter.recording]],
          limit: pageSize,
          offset,
        });
        return { items, total };
      },
    },
  );
}
export type CallListStore = ReturnType<typeof createCallListStore>;
