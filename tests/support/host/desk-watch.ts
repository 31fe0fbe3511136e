import { eventsOf } from '../../../src/shared/contract/desk/desk-news.ts';
import type { DeskEvent } from '../../../src/shared/contract/desk/schemas.ts';
import type { DeskState } from '../../../src/shared/domain/desk/desk-state.ts';
import type { DeskClient } from './host-clients.ts';

/** Follows a desk's events, so that a test can wait for a state. */
export interface DeskWatch {
  state(): DeskState;
  readonly events: DeskEvent[];
  /** Resolves with the first state, present or later, for which `isIt` holds. */
  until(what: string, isIt: (state: DeskState) => boolean, limitMs?: number): Promise<DeskState>;
  stop(): Promise<void>;
}

export async function watchDesk(client: DeskClient): Promise<DeskWatch> {
  const watch = await client.watch();
  const events: DeskEvent[] = [];
  const listeners = new Set<() => void>();
  let state: DeskState | null = null;
  const first = Promise.withResolvers<void>();
  const read = async () => {
    for await (const event of eventsOf(watch)) {
      events.push(event);
      if (event.kind === 'state') state = event.state;
      first.resolve();
      for (const listener of listeners) listener();
    }
  };
  const reading = read().catch(() => {});
  await first.promise;
  const current = (): DeskState => {
    if (!state) throw new Error('no state yet');
    return state;
  };
  return {
    state: current,
    events,
    until: (what, isIt, limitMs = 10_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!isIt(current())) return;
          listeners.delete(look);
          clearTimeout(limit);
          resolve(current());
        };
        const limit = setTimeout(() => {
          listeners.delete(look);
          reject(
            new Error(`waited ${limitMs} ms in vain: ${what}; state ${JSON.stringify(current())}`),
          );
        }, limitMs);
        listeners.add(look);
        look();
      }),
    async stop() {
      await watch.return?.(undefined);
      await reading;
    },
  };
}
