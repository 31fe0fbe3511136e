import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { News } from '../../../shared/contract/replica/hub.ts';
import type { Logger } from '../../../shared/logger.ts';
import { toAppError } from '../../../shared/node/to-app-error.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { ChangeSignal } from './change-signal.ts';
import { audienceOf, changesFor } from './changes-for.ts';
import { readChanges } from './pull-changes.ts';

/** By which session somebody watches, and what the desk knows of the contract. */
interface Watching {
  readonly sessionId: string;
  readonly deskContract: number;
}

/** The feed as it grows, read once for all who watch it. */
export interface ChangeNews {
  /**
   * The newest number at once, then what comes; a slow reader gets several pages as one, or the newest number only. Throws
   * `hub.sessionExpired`, and gives nothing more, once the session may no longer read the feed; ends when `signal` aborts.
   */
  watch(watcher: Watching, signal: AbortSignal): AsyncGenerator<News, void, undefined>;
}

/** Who may read the feed. */
export const feedReaders = ['agent', 'lead'] as const;

/** Changes in one page; where there are more, each desk pulls them at its own pace. */
const longestPage = 50;
/** Changes that come in this time after others go out together: a thousand desks are not written to for each single one. */
const gapMs = 50;

interface Watcher extends Watching {
  tell(news: News): void;
  end(error: AppError): void;
}

export function createChangeNews({
  store,
  clock,
  logger,
  changes,
}: {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
}): ChangeNews {
  const watchers = new Set<Watcher>();
  /** How far the watchers have been told; `null` = not known, the next is told by its number only. */
  let told: number | null = null;
  let isResting = false;
  let hasMore = false;

  /** Right and change are read in one transaction: nobody is told anything after the session has ended. */
  const read = (since: number | null) =>
    store.transaction(async (repositories) => ({
      found: since === null ? null : await readChanges(repositories, { since, limit: longestPage }),
      seq: await repositories.feed.newestSeq(),
      readers: await repositories.sessions.openOf(feedReaders, clock.now()),
    }));
  const tellAll = async () => {
    const since = watchers.size === 0 ? null : told;
    told = null;
    if (watchers.size === 0) return;
    const { found, seq, readers } = await read(since);
    told = seq;
    const isWhole = since !== null && found !== null && !found.more;
    for (const watcher of watchers) {
      const { sessionId, deskContract } = watcher;
      const reader = readers.get(sessionId);
      if (reader === undefined) {
        watcher.end(new AppError('hub.sessionExpired'));
        continue;
      }
      const audience = audienceOf(reader);
      if (!isWhole) watcher.tell({ seq, audience });
      else {
        const changes = changesFor({ reader, deskContract }, found.changes);
        watcher.tell({ seq, audience, page: { since, changes } });
      }
    }
  };
  const goOn = () => {
    hasMore = isResting;
    if (isResting) return;
    isResting = true;
    const rested = () => {
      isResting = false;
      if (hasMore) goOn();
    };
    tellAll()
      .catch((error: unknown) => {
        // They come again, and pull what they were not told.
        const failure = toAppError(error, logger, {
          event: 'hub.unexpected',
          place: 'changes.tell',
        });
        for (const watcher of watchers) watcher.end(failure);
      })
      .finally(() => setTimeout(rested, gapMs).unref());
  };
  changes.onChange(goOn);

  return {
    async *watch({ sessionId, deskContract }, signal) {
      const slot = createSlot(signal);
      const watcher = { sessionId, deskContract, tell: slot.put, end: slot.fail };
      watchers.add(watcher);
      try {
        // Read with the watcher in place, so that nothing slips through between.
        const seq = await store.feed.newestSeq();
        told ??= seq;
        slot.put({ seq });
        yield* slot.read();
      } finally {
        watchers.delete(watcher);
      }
    },
  };
}

/** What waits for one watcher. */
function createSlot(signal: AbortSignal) {
  let waiting: News | null = null;
  let failure: AppError | null = null;
  let resume = (): void => {};
  return {
    put(news: News) {
      waiting = waiting === null ? news : joined(waiting, news);
      resume();
    },
    fail(error: AppError) {
      failure = error;
      resume();
    },
    async *read(): AsyncGenerator<News, void, undefined> {
      const stop = (): void => resume();
      signal.addEventListener('abort', stop, { once: true });
      try {
        while (!signal.aborted) {
          if (failure) throw failure;
          if (waiting) {
            const news = waiting;
            waiting = null;
            yield news;
            continue;
          }
          await new Promise<void>((resolve) => {
            resume = resolve;
          });
        }
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

/** Both as one; without a page where that would be long, or have a hole. */
function joined(first: News, second: News): News {
  const { audience } = second;
  const newest = {
    seq: Math.max(first.seq, second.seq),
    ...(audience !== undefined && { audience }),
  };
  const [one, two] = [first.page, second.page];
  if (!one || !two || first.seq !== two.since || first.audience !== audience) return newest;
  const changes = [...one.changes, ...two.changes];
  if (changes.length > longestPage) return newest;
  return { ...newest, page: { since: one.since, changes } };
}
