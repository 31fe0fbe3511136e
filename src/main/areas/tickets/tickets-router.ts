import type { DeskGuards } from '../../host/desk-guards.ts';
import type { TicketsArea } from './tickets-area.ts';

type Served = () => { readonly tickets: TicketsArea };

export const ticketsRouter = ({ desk }: DeskGuards, host: Served) => ({
  get: desk.tickets.get.handler(({ input }) => host().tickets.get(input.ticketId)),
  list: desk.tickets.list.handler(({ input }) => host().tickets.list(input)),
  newTicket: desk.tickets.newTicket.handler(({ context }) =>
    host().tickets.newTicket(context.user.workNo),
  ),
  save: desk.tickets.save.handler(({ input: { commandId, ...ticket }, context }) =>
    host().tickets.carryOut(context.user.workNo, commandId, { kind: 'save', ...ticket }),
  ),
  close: desk.tickets.close.handler(({ input: { commandId, ...ticket }, context }) =>
    host().tickets.carryOut(context.user.workNo, commandId, { kind: 'close', ...ticket }),
  ),
});

export const draftsRouter = ({ desk }: DeskGuards, host: Served) => ({
  get: desk.drafts.get.handler(({ input, context }) =>
    host().tickets.draft(context.user.workNo, input.draftKey),
  ),
  save: desk.drafts.save.handler(({ input, context }) =>
    host().tickets.saveDraft(context.user.workNo, input),
  ),
  remove: desk.drafts.remove.handler(({ input, context }) =>
    host().tickets.removeDraft(context.user.workNo, input.draftKey),
  ),
});
