import { errorCodeOf } from '../../../shared/app-error.ts';
import { intakeOf } from '../../../shared/domain/tickets/intake-merge.ts';
import { sendableTicketNo } from '../../../shared/domain/tickets/ticket-no.ts';
import { createAttachmentsStore } from '../../parts/attachments-store.ts';
import { featureStore } from '../../parts/feature-store.ts';

/** Files that are chosen, sent and looked at on this desk, for all tickets. */
export const filesStore = featureStore(({ deps: { api, createId, schedule } }) =>
  createAttachmentsStore({
    api: api.attachments,
    forWhat: 'form',
    async act(ticketId, commandId, action) {
      try {
        const ticket = await api.tickets.get({ ticketId });
        const { revision } = ticket;
        const ticketNo =
          sendableTicketNo(ticket.ticketNo) ?? (await api.tickets.newTicket()).ticketNo;
        const base = { revision, intake: intakeOf(ticket) };
        const command = { ticketId, ticketNo, base, call: null, action };
        await api.tickets.carryOut({ commandId, command });
        return null;
      } catch (error) {
        return errorCodeOf(error);
      }
    },
    createId,
    wait: (ms) => new Promise((resolve) => schedule(resolve, ms)),
    // Nothing is saved out of the desk: what is no picture is named by its name and size.
    save: () => undefined,
  }),
);
