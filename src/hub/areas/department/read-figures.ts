import type { z } from 'zod';
import type { Clock } from '../../../shared/clock.ts';
import type { departmentFiguresSchema } from '../../../shared/contract/department/schemas.ts';
import {
  departmentFigures,
  spanOfMonth,
} from '../../../shared/domain/tickets/department-figures.ts';
import {
  type DepartmentTab,
  departmentTabs,
} from '../../../shared/domain/tickets/department-view.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { departmentIdOf } from './read-tickets.ts';

interface FiguresDeps {
  readonly store: HubStore;
  readonly clock: Clock;
}

const pageLength = 200;

/** So long before its limit may a ticket have ended: the longest preset (`mostOf`) with the holidays that lie in it. */
const longestLimitMs = 200 * 24 * 3_600_000;

/**
 * The department's own month. Of what is done only what may have a limit in the month is read: also what ended before it began. The newest
 * stands first there.
 */
export async function figuresOfDepartment(
  { store, clock }: FiguresDeps,
  signedIn: SignedIn,
  month: string,
): Promise<z.infer<typeof departmentFiguresSchema>> {
  const departmentId = departmentIdOf(signedIn);
  const earliest = spanOfMonth(month).from - longestLimitMs;
  const tickets: Ticket[] = [];
  for (const tab of departmentTabs)
    for await (const ticket of ticketsOf(store, {
      departmentId,
      tab,
      workNo: signedIn.user.workNo,
    })) {
      if (tab === 'done' && (ticket.closedAt ?? ticket.updatedAt) < earliest) break;
      if (mayReadTicket(signedIn.user, ticket)) tickets.push(ticket);
    }
  const now = clock.now();
  return { ...departmentFigures(tickets, { departmentId, month, now }), now };
}

async function* ticketsOf(
  { tickets }: HubStore,
  of: { readonly departmentId: string; readonly workNo: string; readonly tab: DepartmentTab },
): AsyncGenerator<Ticket> {
  for (let offset = 0; ; offset += pageLength) {
    const ids = await tickets.idsOfDepartment({ ...of, limit: pageLength, offset });
    const found = new Map((await tickets.list(ids)).map((ticket) => [ticket.ticketId, ticket]));
    for (const id of ids) {
      const ticket = found.get(id);
      if (ticket) yield ticket;
    }
    if (ids.length < pageLength) return;
  }
}
