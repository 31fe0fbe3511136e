import type { DeskEvent } from '../../../shared/contract/desk/schemas.ts';
import {
  type Ticket,
  type TicketState,
  isOpen,
  ticketStates,
} from '../../../shared/domain/tickets/ticket.ts';
import type { DeskStores } from '../../parts/desk-context.ts';
import { featureStore } from '../../parts/feature-store.ts';
import { createListStore, pageSize } from '../../stores/list-store.ts';

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

/** Tickets come by the hundred when the desk's copy is filled: the list waits for the last of them. */
const manyMs = 300;

/** The list of the 工单 page. */
export const ticketListStore = featureStore(({ deps: { api, schedule } }) =>
  createListStore<Ticket, TicketFilter>(
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
  ),
);

/** The shown page is read again when tickets have changed. */
export function hearTickets(event: DeskEvent, stores: DeskStores): void {
  if (event.kind === 'ticketChanged') ticketListStore(stores).getState().renew(manyMs);
}
