import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import { isConfidential, mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Guards } from '../../http/guards.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { auditFacts } from '../session/authenticate.ts';

/**
 * Tickets come and go by commands and the feed. That a desk shows a covered number is in the audit before it does; a ticket
 * that is still on its way from that desk counts as well, so none has to be known here. One that is known has a row of its own,
 * however many ids were named before it. Of one that is not for who asks, the try is.
 */
export function ticketsRoutes(
  { allowed }: Guards,
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
) {
  return {
    tickets: {
      numberShown: allowed('agent', 'lead').tickets.numberShown.handler(
        async ({ input: { ticketId }, context: { signedIn } }) => {
          const [known] = await store.tickets.list([ticketId]);
          const isTheirs = known === undefined || mayReadTicket(signedIn.user, known);
          const code = isTheirs ? null : 'ticket.notFound';
          const row = { action: 'numberShown', subjectId: ticketId, code } as const;
          const entry = { at: clock.now(), ...row, ...auditFacts(signedIn) };
          await (known ? store.audit.appendOrCountEach(entry) : store.audit.appendOrCount(entry));
          if (code !== null) throw new AppError(code);
        },
      ),
      printed: allowed('agent', 'lead').tickets.printed.handler(
        async ({ input: { ticketId }, context: { signedIn } }) => {
          const row = { action: 'ticketPrinted', subjectId: ticketId, code: null } as const;
          const [known] = await store.tickets.list([ticketId]);
          if (!known || !mayReadTicket(signedIn.user, known)) throw new AppError('ticket.notFound');
          if (signedIn.user.role !== 'lead' && isConfidential(known))
            throw new AppError('hub.forbidden');
          await store.audit.append({ at: clock.now(), ...row, ...auditFacts(signedIn) });
        },
      ),
    },
  };
}
