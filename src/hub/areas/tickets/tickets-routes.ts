import type { Clock } from '../../../shared/clock.ts';
import type { Guards } from '../../http/guards.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { auditFacts } from '../session/authenticate.ts';

/**
 * Tickets come and go by commands and the feed. That a desk shows a covered number is in the audit before it does; a ticket
 * that is still on its way from that desk counts as well, so none has to be known here.
 */
export function ticketsRoutes(
  { allowed }: Guards,
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
) {
  return {
    tickets: {
      numberShown: allowed('agent', 'lead').tickets.numberShown.handler(
        async ({ input: { ticketId }, context: { signedIn } }) => {
          const row = { action: 'numberShown', subjectId: ticketId, code: null } as const;
          await store.audit.appendOrCount({ at: clock.now(), ...row, ...auditFacts(signedIn) });
        },
      ),
    },
  };
}
