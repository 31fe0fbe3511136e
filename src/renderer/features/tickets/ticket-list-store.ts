import type { DeskEvent } from '../../../shared/contract/desk/schemas.ts';
import {
  type TicketScope,
  type TicketSort,
  byDeadline,
  nearMs,
} from '../../../shared/domain/tickets/ticket-lists.ts';
import { statesOfScope } from '../../../shared/domain/tickets/ticket-match.ts';
import type { Ticket, TicketFlag, TicketKind } from '../../../shared/domain/tickets/ticket.ts';
import type { DeskStores } from '../../parts/desk-context.ts';
import { featureStore } from '../../parts/feature-store.ts';
import { whenBack } from '../../parts/when-back.ts';
import { createListStore, pageSize } from '../../stores/list-store.ts';

export interface TicketFilter {
  /** Who looks: the next person begins with a list of his own. */
  readonly workNo: string;
  readonly text: string;
  readonly scope: TicketScope;
  readonly categoryCode: string | null;
  readonly district: string | null;
  readonly kind: TicketKind | null;
  readonly flag: TicketFlag | null;
  readonly sort: TicketSort;
}

export const firstFilter: Omit<TicketFilter, 'workNo'> = {
  text: '',
  scope: 'open',
  categoryCode: null,
  district: null,
  kind: null,
  flag: null,
  sort: byDeadline,
};

/** What the filter asks of the desk's copy. */
export function askedOf({ workNo: _workNo, scope, ...narrowed }: TicketFilter, now: number) {
  return {
    ...narrowed,
    states: [...statesOfScope[scope]],
    of: scope === 'mine' ? ('mine' as const) : null,
    dueBefore: scope === 'due' ? now + nearMs : null,
  };
}

/** Tickets come by the hundred when the desk's copy is filled: the list waits for the last of them. */
const manyMs = 300;

/** The list of the 工单 page. What was chosen stays while the page lives, and is kept nowhere. */
export const ticketListStore = featureStore(({ deps: { api, clock, schedule }, desk }) => {
  const store = createListStore<Ticket, TicketFilter>(
    { ...firstFilter, workNo: '' },
    {
      schedule,
      load: async (filter, offset) => {
        const asked = askedOf(filter, clock.now());
        const { tickets, total } = await api.tickets.list({ ...asked, limit: pageSize, offset });
        return { items: tickets, total };
      },
    },
  );
  whenBack(desk, () => store.getState().renew(0));
  return store;
});

/** The shown page is read again when tickets have changed. */
export function hearTickets(event: DeskEvent, stores: DeskStores): void {
  if (event.kind === 'ticketChanged' || event.kind === 'ticketGone')
    ticketListStore(stores).getState().renew(manyMs);
}
