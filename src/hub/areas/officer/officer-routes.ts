import type { Guards } from '../../http/guards.ts';
import type { AnswerDeps } from '../commands/answer-once.ts';
import { actAsOfficer } from './act-as-officer.ts';
import { type ListDeps, listTickets, readTicket, uncoverTicket } from './read-tickets.ts';

/**
 * For officers alone. In the audit: each ticket that is looked at (`ticketsRead`), uncovered with its reason (`ticketUncovered`), or
 * changed (`ticketChanged`, `ticketChangeRefused`).
 */
export function officerRoutes({ allowed }: Guards, deps: AnswerDeps & ListDeps) {
  const { officer } = allowed('officer');
  return {
    officer: {
      list: officer.list.handler(({ input, context: { signedIn } }) =>
        listTickets(deps, signedIn, input),
      ),
      get: officer.get.handler(({ input, context: { signedIn } }) =>
        readTicket(deps, signedIn, input.ticketId),
      ),
      act: officer.act.handler(({ input, context: { signedIn } }) =>
        actAsOfficer(deps, signedIn, input),
      ),
      uncover: officer.uncover.handler(({ input, context: { signedIn } }) =>
        uncoverTicket(deps, signedIn, input),
      ),
    },
  };
}
