import type { DeskGuards } from '../../host/desk-guards.ts';
import type { CallsArea } from './calls-area.ts';

type Served = () => { readonly calls: CallsArea };

export const callsRouter = ({ desk }: DeskGuards, host: Served) => ({
  list: desk.calls.list.handler(({ input, context }) => host().calls.list(context.user, input)),
  conclude: desk.calls.conclude.handler(({ input: { callId, ...said }, context }) =>
    host().calls.conclude(context.user.workNo, callId, said),
  ),
  putMissedAway: desk.calls.putMissedAway.handler(({ input, context }) =>
    host().calls.putMissedAway(context.user, input),
  ),
  ofTicket: desk.calls.ofTicket.handler(({ input, context }) =>
    host().calls.ofTicket(context.user, input.ticketId),
  ),
});
