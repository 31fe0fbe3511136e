import type { SetTimer } from '../../core/set-timer.ts';

export interface KeepAliveDeps {
  readonly setTimer: SetTimer;
  /** Sends a request that every SIP server answers, whatever the answer is. */
  readonly ping: () => void;
  readonly onDead: (how: 'silent' | 'asleep') => void;
}

export type KeepAlive = ReturnType<typeof createKeepAlive>;

const everyMs = 15_000;
const replyLimitMs = 5000;
const wakeLimitMs = 2000;

/**
 * Proves the socket every 15 s: anything from the PBX within 5 s of the ping counts. A half-open socket, which a
 * browser may not notice for minutes, is found within 20 s.
 */
export function createKeepAlive(deps: KeepAliveDeps) {
  let cancel = () => {};
  let waiting = false;
  const prove = (limitMs: number, how: 'silent' | 'asleep') => {
    cancel();
    waiting = true;
    deps.ping();
    if (waiting) cancel = deps.setTimer(() => deps.onDead(how), limitMs);
  };
  const wait = () => {
    waiting = false;
    cancel = deps.setTimer(() => prove(replyLimitMs, 'silent'), everyMs);
  };
  return {
    start() {
      cancel();
      wait();
    },
    /** Proves it now, within 2 s: the PC woke up, and sockets die in their sleep. */
    wake() {
      prove(wakeLimitMs, 'asleep');
    },
    /** Something came from the PBX. */
    heard() {
      if (!waiting) return;
      cancel();
      wait();
    },
    stop() {
      cancel();
      cancel = () => {};
      waiting = false;
    },
  };
}
