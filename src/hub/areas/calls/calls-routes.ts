import type { Clock } from '../../../shared/clock.ts';
import type { Guards } from '../../http/guards.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { createReadingNotes } from '../audit/reading-notes.ts';
import { listCalls } from './list-calls.ts';

/** Lists of calls; that somebody asked for one is in the audit. */
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
    },
  };
}
