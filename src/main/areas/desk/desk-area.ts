import type { DeskEvent } from '../../../shared/contract/desk/schemas.ts';
import type { HostCore } from '../../host/host-core.ts';
import type { SessionArea } from '../session/session-area.ts';
import { eventFor } from './event-for.ts';
import { createScreenPop } from './screen-pop.ts';

/** What a desk page sees: the desk's state with the screen pop in it. */
export interface DeskArea {
  /** The state and what happens, as far as the page may hear of it, until `signal` aborts or the host closes. */
  watch(signal: AbortSignal | undefined): AsyncIteratorObject<DeskEvent, void, void>;
}

export function createDeskArea(
  { store, clock, deskState, inBackground, signals }: HostCore,
  { session }: { readonly session: SessionArea },
): DeskArea {
  const pop = createScreenPop({
    tickets: store.tickets,
    clock,
    inBackground,
    onPop: (next) => deskState.update({ pop: next }),
  });
  signals.snapshot.on('desk', (snapshot) => {
    const lookUps = pop.handleSnapshot(snapshot);
    // Call and pop are painted at once.
    if (lookUps) deskState.hold(lookUps);
  });
  signals.user.on('desk', ({ user }) => {
    if (user === null) pop.clear();
  });
  // Whoever called meanwhile may have tickets after all.
  signals.copyFilled.on('desk', pop.lookAgain);
  return {
    async *watch(signal) {
      for await (const event of deskState.watch(signal)) {
        const told = eventFor(session.user(), event);
        if (told) yield told;
      }
    },
  };
}
