import { eventsOf } from '../../shared/contract/desk/desk-news.ts';
import type { DeskEvent } from '../../shared/contract/desk/schemas.ts';
import type { HostInfo } from '../../shared/contract/desk/schemas.ts';
import type { PageLink } from '../host/page-link.ts';
import type { DeskApi } from '../stores/desk-api.ts';

export interface WatchOptions {
  readonly api: Pick<DeskApi, 'watch' | 'info'>;
  readonly onState: PageLink<'desk'>['onState'];
  readonly setTimer: (run: () => void, delayMs: number) => () => void;
  readonly signal: AbortSignal;
  onInfo(info: HostInfo): void;
  onEvent(event: DeskEvent): void;
  /** The stream ended or failed; it is opened again by itself. */
  onLost(): void;
}

const firstPauseMs = 200;
const longestPauseMs = 3_000;

/** Follows the host for as long as `signal` lives. The state comes whole after each reconnect, so nothing is replayed. */
export async function watchDesk(options: WatchOptions): Promise<void> {
  let pauseMs = firstPauseMs;
  while (!options.signal.aborted) {
    try {
      const events = await options.api.watch(undefined, { signal: options.signal });
      options.onInfo(await options.api.info());
      for await (const event of eventsOf(events)) {
        pauseMs = firstPauseMs;
        options.onEvent(event);
      }
    } catch {
      // Why the host went away is the host's to log; the page only shows that it did.
    }
    if (options.signal.aborted) return;
    options.onLost();
    await pause(options, pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

/** Over once the link is up again: whatever waits longer shows what is old, and bars the keys. */
function pause({ onState, setTimer }: WatchOptions, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      stopListening();
      cancel();
      resolve();
    };
    const stopListening = onState((state) => state === 'connected' && end());
    const cancel = setTimer(end, ms);
  });
}
