import type { DeskEvent } from '../../../shared/contract/desk/schemas.ts';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import { isSoundTest } from '../../../shared/domain/phone/call-settings.ts';
import type { HostCore } from '../../host/host-core.ts';
import type { CallsArea } from '../calls/calls-area.ts';
import type { SessionArea } from '../session/session-area.ts';
import { eventFor } from './event-for.ts';
import { type PutAsideHere, createPutAside } from './put-aside.ts';
import { createScreenPop } from './screen-pop.ts';
import { popCallsOf, workspacesOf } from './workspaces.ts';

/** What a desk page sees: the desk's state with its conversations, and who calls in each of them. */
export interface DeskArea extends Pick<PutAsideHere, 'putAside' | 'takeUp'> {
  /** The state and what happens, as far as the page may hear of it, until `signal` aborts or the host closes. */
  watch(signal: AbortSignal | undefined): AsyncIteratorObject<DeskEvent, void, void>;
}

export function createDeskArea(
  { store, clock, logger, deskState, inBackground, signals }: HostCore,
  { session, calls }: { readonly session: SessionArea; readonly calls: CallsArea },
): DeskArea {
  let views: readonly CallView[] = [];
  const conversations = () => ({ views, records: calls.conversations() });
  const show = () => deskState.update({ workspaces: workspacesOf(conversations(), pop.of) });
  const pop = createScreenPop({
    tickets: store.tickets,
    reader: session.user,
    clock,
    inBackground,
    onFound: show,
  });
  const aside = createPutAside({
    meta: store.meta,
    clock,
    logger,
    onAside: (all) => deskState.update({ aside: all }),
  });
  const follow = () => {
    const lookUps = pop.follow(popCallsOf(conversations()));
    // Call and pop are painted at once.
    if (lookUps) deskState.hold(lookUps);
    show();
  };
  signals.snapshot.on('desk', (snapshot) => {
    // Who called last stays until somebody else does: her tickets may still be on their way.
    const ended = views.filter(({ state }) => state === 'ended');
    const { calling } = deskState.current();
    const calls = snapshot.calls.filter((call) => !isSoundTest(calling, call));
    views = calls.length > 0 ? calls : ended;
    follow();
  });
  signals.user.on('desk', ({ user }) => {
    inBackground('desk.aside', () => aside.show(user?.workNo ?? null));
    views = views.filter(({ state }) => state !== 'ended');
    follow();
    // What the person before was shown of a caller may not be for this one.
    void pop.lookAgain();
  });
  signals.conversations.on('desk', follow);
  // Whoever called meanwhile may have tickets after all.
  signals.copyFilled.on('desk', pop.lookAgain);
  return {
    putAside: aside.putAside,
    takeUp: aside.takeUp,
    async *watch(signal) {
      for await (const event of deskState.watch(signal)) {
        const told = eventFor(session.user(), event);
        if (told) yield told;
      }
    },
  };
}
