/**
 * Tells waiting watchers that the feed has grown. In-process: several hubs over one database need the engine's own
 * notification (PostgreSQL: LISTEN/NOTIFY) behind the same interface.
 */
export interface ChangeSignal {
  notify(seq: number): void;
  /**
   * The newest sequence number at once, then each newer one as it is announced; a slow reader gets only the newest.
   * `readNewest` is called after the watcher is in place, so that nothing slips through between. Ends when `signal` aborts.
   */
  watch(
    signal: AbortSignal,
    readNewest: () => Promise<number>,
  ): AsyncGenerator<number, void, undefined>;
}

export function createChangeSignal(): ChangeSignal {
  const wakers = new Set<(seq: number) => void>();
  return {
    notify(seq) {
      for (const wake of wakers) wake(seq);
    },
    async *watch(signal, readNewest) {
      let newest = -1;
      let sent = -1;
      let resume = (): void => {};
      const wake = (seq: number): void => {
        newest = Math.max(newest, seq);
        resume();
      };
      const stop = (): void => resume();
      wakers.add(wake);
      signal.addEventListener('abort', stop, { once: true });
      try {
        wake(await readNewest());
        while (!signal.aborted) {
          if (newest > sent) {
            sent = newest;
            yield sent;
            continue;
          }
          await new Promise<void>((resolve) => {
            resume = resolve;
          });
        }
      } finally {
        wakers.delete(wake);
        signal.removeEventListener('abort', stop);
      }
    },
  };
}
