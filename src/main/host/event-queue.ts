/** What one watcher has not read yet. Reading waits; leaving the loop, or `close`, ends it and runs `onClosed` once. */
export interface EventQueue<T> extends AsyncIteratorObject<T, void, void> {
  /** Adds an event. Those not yet read that `replaces` picks are dropped: a newer whole state makes them worthless. */
  push(event: T, replaces?: (waiting: T) => boolean): void;
  close(): void;
}

/** At most this many unread events; the oldest go first. A reader that far behind is not reading. */
const capacity = 1000;

export function createEventQueue<T>(
  options: { readonly onClosed?: () => void; readonly signal?: AbortSignal | undefined } = {},
): EventQueue<T> {
  const { onClosed = () => {}, signal } = options;
  let events: T[] = [];
  let readers: ((result: IteratorResult<T, void>) => void)[] = [];
  let closed = false;

  const close = () => {
    if (closed) return;
    closed = true;
    events = [];
    for (const reader of readers) reader({ done: true, value: undefined });
    readers = [];
    signal?.removeEventListener('abort', close);
    onClosed();
  };
  const queue: EventQueue<T> = {
    push(event, replaces) {
      if (closed) return;
      const reader = readers.shift();
      if (reader) return reader({ done: false, value: event });
      if (replaces) events = events.filter((waiting) => !replaces(waiting));
      events.push(event);
      if (events.length > capacity) events.shift();
    },
    close,
    next() {
      const event = events.shift();
      if (event !== undefined) return Promise.resolve({ done: false, value: event });
      if (closed) return Promise.resolve({ done: true, value: undefined });
      return new Promise((resolve) => readers.push(resolve));
    },
    async return() {
      close();
      return { done: true, value: undefined };
    },
    async throw(error) {
      close();
      throw error;
    },
    [Symbol.asyncIterator]: () => queue,
    async [Symbol.asyncDispose]() {
      close();
    },
  };
  signal?.addEventListener('abort', close);
  if (signal?.aborted) close();
  return queue;
}
