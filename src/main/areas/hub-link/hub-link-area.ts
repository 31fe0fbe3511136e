import { createRuns } from '../../host/background.ts';
import type { Area, HostCore } from '../../host/host-core.ts';
import { type FetchFromHub, createFetchFromHub } from '../../hub-client/hub-bytes.ts';
import { type HubLink, createHubLink } from '../../hub-client/hub-link.ts';
import type { SessionArea } from '../session/session-area.ts';
import { type Outbox, createOutbox } from './outbox.ts';
import { createReplica } from './replica.ts';
import { type SyncStatusBoard, createSyncStatus } from './sync-status.ts';

export interface HubLinkArea extends Area {
  readonly link: HubLink;
  readonly fetchFromHub: FetchFromHub;
  readonly enqueue: Outbox['enqueue'];
  /** Something waits for the hub. */
  readonly wakeOutbox: () => void;
  /** See `Outbox`. */
  readonly holdBack: Outbox['holdBack'];
  readonly setUploadError: SyncStatusBoard['setUploadError'];
}

/** The desk's side of the hub: calls in the user's name, what waits to be sent, and the local copy. */
export function createHubLinkArea(
  core: HostCore,
  { session }: { readonly session: SessionArea },
): HubLinkArea {
  const { store, deskState, problems, signals, hubAddress: address } = core;
  const { clock, timers, random, newId, logger, inBackground } = core;
  const status = createSyncStatus({
    deskState,
    problems,
    hasHub: address !== null,
    person: () => (session.user() === null ? null : { refusedBy: session.refusedBy() }),
    onOnline() {
      outbox.wake();
      signals.hubOnline.emit();
    },
  });
  const link = createHubLink({ transport: core.hub, tokens: session, onStatus: status.setLink });
  const onTicket = (ticketId: string) => deskState.tell({ kind: 'ticketChanged', ticketId });
  const outbox = createOutbox({
    store: store.outbox,
    tickets: store.tickets,
    drafts: store.drafts,
    link,
    problems,
    clock,
    timers,
    random,
    newId,
    logger,
    workNo() {
      const user = session.user();
      // The hub takes no command from an administrator: what waits is not to be refused for that.
      return user === null || user.role === 'admin' ? null : user.workNo;
    },
    onWaiting: (commandsWaiting) => {
      if (deskState.current().sync.commandsWaiting !== commandsWaiting)
        deskState.updateSync({ commandsWaiting });
    },
    onTicketTaken: onTicket,
  });
  const replica = createReplica({
    store,
    link,
    clock,
    timers,
    random,
    logger,
    isSignedIn: () => session.user() !== null,
    onTicket,
    onForgotten(forgotten) {
      const workNo = session.user()?.workNo ?? '';
      for (const { ticketId, ticketNo, drafts } of forgotten) {
        deskState.tell({ kind: 'ticketGone', ticketId });
        if (ticketNo !== null && drafts.includes(workNo))
          problems.raise({ problemId: `gone:${ticketId}`, code: 'ticket.gone', detail: ticketNo });
      }
      void signals.copyFilled.emit();
    },
    onOfficeRules: () => void signals.officeRules.emit(),
    onIncidents: () => deskState.tell({ kind: 'incidentsChanged' }),
    onFilling: (filling) => deskState.updateSync({ filling }),
    onOpenHere: () => void signals.copyFilled.emit(),
    onCurrent(replicaAt) {
      const say = () => deskState.updateSync({ replicaAt });
      if (deskState.current().sync.replicaAt !== null) say();
      else void Promise.all(signals.copyFilled.emit()).then(say);
    },
  });
  let person: string | null = null;
  signals.user.on('hub-link', ({ user }) => {
    if (user === null) status.personLeft();
    const next = user && `${user.role}:${user.workNo}`;
    // Also where one signs in in the other's place, so that no sign-out has ended what the hub tells.
    if (next !== person) replica.changePerson();
    person = next;
    outbox.wake();
    replica.wake();
  });
  const runs = createRuns(inBackground);
  return {
    link,
    fetchFromHub: createFetchFromHub({ address, fetch: core.fetch, tokens: session }),
    enqueue: outbox.enqueue,
    wakeOutbox: outbox.wake,
    holdBack: outbox.holdBack,
    setUploadError: status.setUploadError,
    start(signal) {
      runs.run('outbox', outbox.run(signal));
      runs.run('replica', replica.run(signal));
    },
    stop: runs.ended,
  };
}
