import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { AppError } from '../../shared/app-error.ts';
import { fromWireError } from '../../shared/contract/base.ts';

/**
 * `stranger`: somebody else answers where the host should; nothing is sent. `openedElsewhere`: a window opened later has taken
 * the place of this page. `notAdmitted`: the host does not take this page any more. All are tried again, as `connecting` is.
 */
export type LinkState = 'connecting' | 'connected' | 'stranger' | 'openedElsewhere' | 'notAdmitted';

/** Why there is no connection, when that is more than a host that is away. */
export type DownReason = Exclude<LinkState, 'connecting' | 'connected'>;

/** One live connection to the host, made by a connector. */
export interface LiveLink {
  readonly link: ClientLink<ClientContext>;
  close(): void;
}

/**
 * Opens connections, one after the other. `onUp` brings a connection that is ready for calls, `onDown` says that it (or
 * the attempt) is over. Returns the way to give the attempt up.
 */
export type Connector = (handlers: {
  onUp(live: LiveLink): void;
  onDown(reason?: DownReason): void;
}) => () => void;

export interface ReconnectingLinkDeps {
  readonly connect: Connector;
  /** `[0, 1)` */
  readonly random: () => number;
  readonly setTimer: (run: () => void, delayMs: number) => () => void;
}

/** First retry at once, then full jitter up to this. The host is on the same machine. */
const maxRetryMs = 3000;
const minRetryMs = 200;

/**
 * A link that outlives its connections. Calls made before the first connection wait for it; later, calls made while
 * there is none, and calls whose connection dies, reject with `ipc.disconnected`. Nothing is replayed: after
 * `connected`, read snapshots again.
 */
export function createReconnectingLink(deps: ReconnectingLinkDeps) {
  const listeners = new Set<(state: LinkState) => void>();
  let settleFirst = () => {};
  const first = new Promise<void>((resolve) => {
    settleFirst = resolve;
  });
  let live: LiveLink | null = null;
  let told: LinkState = 'connecting';
  let failures = 0;
  let closed = false;
  let giveUp = () => {};

  const setLive = (next: LiveLink | null, reason: DownReason | 'connecting' = 'connecting') => {
    live = next;
    const state = next ? 'connected' : reason;
    if (told === state) return;
    told = state;
    for (const listener of listeners) listener(state);
  };
  const attempt = () => {
    giveUp = deps.connect({
      onUp: (up) => {
        failures = 0;
        settleFirst();
        setLive(up);
      },
      onDown: (reason) => {
        setLive(null, reason);
        if (closed) return;
        const delayMs = failures === 0 ? 0 : minRetryMs + deps.random() * (maxRetryMs - minRetryMs);
        failures += 1;
        giveUp = deps.setTimer(attempt, delayMs);
      },
    });
  };
  attempt();

  const link: ClientLink<ClientContext> = {
    async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>) {
      await first;
      if (!live) throw new AppError('ipc.disconnected');
      try {
        return await live.link.call(path, input, options);
      } catch (error) {
        throw fromWireError(error);
      }
    },
  };
  return {
    link,
    state: (): LinkState => told,
    onState(listener: (state: LinkState) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      giveUp();
      live?.close();
      setLive(null);
    },
  };
}
