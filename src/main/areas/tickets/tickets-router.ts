import type { DeskGuards } from '../../host/desk-guards.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';
import type { TicketsArea } from './tickets-area.ts';

type Served = () => { readonly tickets: TicketsArea; readonly hubLink: HubLinkArea };

export const ticketsRouter = ({ desk }: DeskGuards, host: Served) => ({
  get: desk.tickets.get.handler(({ input, context }) =>
    host().tickets.get(context.user, input.ticketId),
  ),
  list: desk.tickets.list.handler(({ input: { of, ...asked }, context }) => {
    const { workNo, role } = context.user;
    const own = of ? { workNo, day: of === 'day' ? { isLead: role === 'lead' } : null } : null;
    return host().tickets.list({ ...asked, reader: context.user, of: own });
  }),
  newTicket: desk.tickets.newTicket.handler(({ context }) =>
    host().tickets.newTicket(context.user.workNo),
  ),
  carryOut: desk.tickets.carryOut.handler(({ input: { commandId, command }, context }) => {
    const { workNo, role } = context.user;
    return host().tickets.carryOut({ workNo, role }, commandId, command);
  }),
  preview: desk.tickets.preview.handler(({ input, context: { user } }) =>
    host().tickets.preview({ workNo: user.workNo, role: user.role }, input),
  ),
  merge: desk.tickets.merge.handler(({ input: { commandId, order }, context: { user } }) =>
    host().tickets.merge({ workNo: user.workNo, role: user.role }, commandId, order),
  ),
  undoClose: desk.tickets.undoClose.handler(({ input: { ticketId }, context }) =>
    host().tickets.undoClose(context.user.workNo, ticketId),
  ),
  // While the hub cannot note it, the number stays covered: it can be dialled and corrected all the same.
  numberShown: desk.tickets.numberShown.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.tickets.numberShown(input)),
  ),
  printed: desk.tickets.printed.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.tickets.printed(input)),
  ),
});

export const draftsRouter = ({ desk }: DeskGuards, host: Served) => ({
  get: desk.drafts.get.handler(({ input, context }) =>
    host().tickets.draft(context.user.workNo, input.draftKey),
  ),
  list: desk.drafts.list.handler(({ context }) => host().tickets.drafts(context.user.workNo)),
  save: desk.drafts.save.handler(({ input, context }) =>
    host().tickets.saveDraft(context.user.workNo, input),
  ),
  remove: desk.drafts.remove.handler(({ input, context }) =>
    host().tickets.removeDraft(context.user.workNo, input.draftKey),
  ),
});
