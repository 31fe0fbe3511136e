import { toWireError } from '../../../shared/contract/base.ts';
import { newsSchema } from '../../../shared/contract/replica/hub.ts';
import type { Change } from '../../../shared/contract/replica/schemas.ts';
import type { Reader } from '../../../shared/domain/tickets/ticket-audience.ts';
import { asKnownTo } from '../../../shared/contract/since.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Guards } from '../../http/guards.ts';
import { hubFailure } from '../../http/http-errors.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { createReadingNotes } from '../audit/reading-notes.ts';
import { createChangeNews, feedReaders } from './change-news.ts';
import type { ChangeSignal } from './change-signal.ts';
import { asksForAudience, audienceOf, changesFor } from './changes-for.ts';
import { allRestricted, fillPage, pullChanges, restrictedChanges } from './pull-changes.ts';

export interface ReplicaRouteDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
}

/** The feed that desks follow. */
export function replicaRoutes({ allowed }: Guards, deps: ReplicaRouteDeps) {
  const desk = allowed(...feedReaders);
  const reading = createReadingNotes(deps);
  const feed = createChangeNews(deps);
  return {
    changes: {
      pull: desk.changes.pull.handler(async ({ input, context: { signedIn, deskContract } }) => {
        await reading.tickets(signedIn);
        const before = asksForAudience(deskContract) ? [] : await allRestricted(deps.store);
        const page = await pullChanges(deps.store, input);
        // A desk of before asks so whenever somebody signs in: it has nothing of its last user's then. Whatever changed since is behind it.
        const changes = page.more ? page.changes : onceEach([...before, ...page.changes]);
        return { ...page, ...toldTo(signedIn.user, deskContract, changes) };
      }),
      fill: desk.changes.fill.handler(async ({ input, context: { signedIn, deskContract } }) => {
        await reading.tickets(signedIn);
        const page = await fillPage(deps.store, input);
        return { ...page, ...toldTo(signedIn.user, deskContract, page.changes) };
      }),
      restricted: desk.changes.restricted.handler(
        async ({ input, context: { signedIn, deskContract } }) => {
          await reading.tickets(signedIn);
          const page = await restrictedChanges(deps.store, input);
          return { ...page, ...toldTo(signedIn.user, deskContract, page.changes) };
        },
      ),
      watch: desk.changes.watch.handler(async function* ({ context, signal, errors }) {
        const { signedIn, deskContract } = context;
        const until = signal ?? new AbortController().signal;
        try {
          await reading.tickets(signedIn);
          for await (const news of feed.watch({ ...signedIn, deskContract }, until))
            yield asKnownTo(deskContract, newsSchema, news);
        } catch (error) {
          throw errors.APP({ data: toWireError(hubFailure(error, deps.logger, 'changes.watch')) });
        }
      }),
    },
  };
}

function toldTo(reader: Reader, deskContract: number, changes: readonly Change[]) {
  return { audience: audienceOf(reader), changes: changesFor({ reader, deskContract }, changes) };
}

/** Of a ticket that is told twice the later word: the page is read behind the others. */
function onceEach(changes: readonly Change[]): readonly Change[] {
  const last = new Map(
    changes.map((change, at) => ['ticketId' in change.body ? change.body.ticketId : at, at]),
  );
  const kept = new Set(last.values());
  return changes.filter((_, at) => kept.has(at));
}
