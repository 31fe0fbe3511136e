import { officeCalendar } from '../../../shared/domain/office/office-rule.ts';
import type { Clock } from '../../../shared/clock.ts';
import {
  settleProvisional,
  unsettledRule,
} from '../../../shared/domain/tickets/settle-deadline.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import { keepTicket } from '../tickets/keep-ticket.ts';
import { limitsOfVersion, officeYears } from './hub-rules.ts';

export interface SettleDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly changes: ChangeSignal;
}

/** Nobody has put in the days: they came with a release of the program. */
const byTheProgram = '';

/** Open tickets whose deadline a further year may settle. */
export async function countUnsettled({ tickets }: HubStore): Promise<number> {
  const found = await tickets.list(await tickets.provisional());
  return found.filter((ticket) => unsettledRule(ticket) !== null).length;
}

/**
 * Settles the provisional deadlines of open tickets whose days are known by now, each ticket in a transaction of its own with
 * its row of the feed. What a stopped hub has not come to is done at its next start. Says how many.
 */
export async function settleDeadlines({ store, clock, changes }: SettleDeps): Promise<number> {
  let settled = 0;
  for (const ticketId of await store.tickets.provisional()) {
    const isSettled = await store.transaction(async (repositories) => {
      const { tickets, office } = repositories;
      // What a newer program wrote stays as it is.
      const [ticket] = await tickets.list([ticketId]);
      if (!ticket) return false;
      const put = await officeYears({ office });
      const by = { at: clock.now(), workNo: put?.byWorkNo ?? byTheProgram };
      // By the preset that made it, whatever the office has set since.
      const limits = await limitsOfVersion({ office }, ticket.deadline?.limits ?? 0);
      if (limits === null) return false;
      const rules = { calendar: officeCalendar(put), limits };
      const next = settleProvisional(ticket, rules, by);
      if (!next) return false;
      await keepTicket(repositories, { before: ticket, ticket: next, at: by.at });
      return true;
    });
    if (isSettled) settled += 1;
  }
  if (settled > 0) changes.notify();
  return settled;
}
