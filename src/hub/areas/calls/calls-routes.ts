import type { Clock } from '../../../shared/clock.ts';
import type { Guards } from '../../http/guards.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { createReadingNotes } from '../audit/reading-notes.ts';
import { listCalls, listCallsOfTicket } from './list-calls.ts';

/** A desk asks of a week. All calls of years take a second to look through, and the hub does nothing else meanwhile. */
const reachedBackMs = 8 * 86_400_000;

/**
 * Lists of calls; that somebody searched them is in the audit. The calls of a ticket are part of it, and whoever works on
 * tickets has them all.
 */
export function callsRoutes(
  { allowed }: Guards,
  deps: { readonly store: HubStore; readonly clock: Clock },
) {
  const reading = createReadingNotes(deps);
  return {
    calls: {
      list: allowed('agent', 'lead').calls.list.handler(
        async ({ input, context: { signedIn } }) => {
          const calls = await listCalls(deps.store, signedIn, input);
          await reading.calls(signedIn, input.agentWorkNo);
          return calls;
        },
      ),
      ofTicket: allowed('agent', 'lead').calls.ofTicket.handler(
        ({ input, context: { signedIn } }) =>
          listCallsOfTicket(deps.store, signedIn, input.ticketId),
      ),
      reached: allowed('agent', 'lead').calls.reached.handler(async ({ input }) => {
        const earliest = deps.clock.now() - reachedBackMs;
        const numbers = input.numbers.map(({ key, after }) => ({
          key,
          after: Math.max(after, earliest),
        }));
        return { keys: [...(await deps.store.calls.reached(numbers))] };
      }),
    },
  };
}
