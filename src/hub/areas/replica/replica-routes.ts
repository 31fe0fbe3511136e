import { toWireError } from '../../../shared/contract/base.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Guards } from '../../http/guards.ts';
import { hubFailure } from '../../http/http-errors.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { createReadingNotes } from '../audit/reading-notes.ts';
import { authenticateAgain } from '../session/authenticate.ts';
import type { ChangeSignal } from './change-signal.ts';
import { pullChanges } from './pull-changes.ts';

export interface ReplicaRouteDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
}

/** The feed that desks follow. */
export function replicaRoutes({ allowed }: Guards, deps: ReplicaRouteDeps) {
  const desk = allowed('agent', 'lead');
  const reading = createReadingNotes(deps);
  return {
    changes: {
      pull: desk.changes.pull.handler(async ({ input, context: { signedIn } }) => {
        await reading.tickets(signedIn);
        return pullChanges(deps.store, input);
      }),
      watch: desk.changes.watch.handler(async function* ({ context, signal, errors }) {
        const until = signal ?? new AbortController().signal;
        for await (const seq of deps.changes.watch(until, () => deps.store.feed.newestSeq())) {
          try {
            await authenticateAgain(deps, context.signedIn.sessionId, context.address);
          } catch (error) {
            throw errors.APP({
              data: toWireError(hubFailure(error, deps.logger, 'changes.watch')),
            });
          }
          yield { seq };
        }
      }),
    },
  };
}
