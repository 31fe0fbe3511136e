import type { HubAddress } from '../../../shared/contract/hub-address.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { ServiceParts } from '../../areas.ts';
import { absentHub } from '../../hub-client/absent-hub.ts';
import { createFetchFromHub } from '../../hub-client/hub-bytes.ts';
import { createHubLink } from '../../hub-client/hub-link.ts';
import { createHubTransport } from '../../hub-client/hub-transport.ts';
import { createOutbox } from './outbox.ts';
import { createReplica } from './replica.ts';
import { createDeskProver } from '../session/desk-prover.ts';
import { createOfflineSignIn } from '../session/offline-sign-in.ts';
import { createSession } from '../session/session.ts';
import { createSyncStatus } from './sync-status.ts';

/** The desk's side of the hub: session, link, outbox and replica, joined. */
export function createConnection(
  parts: ServiceParts & {
    /** `null` = no hub is configured. */
    readonly address: HubAddress | null;
    readonly onUser: (user: User | null) => void;
    /** The hub lets this person go on no longer. */
    readonly onRefused: (code: ErrorCode) => void;
    /** The hub answers again. */
    readonly onOnline: () => void;
    /** The local copy is whole for the first time; said to nobody before the promise resolves, which never rejects. */
    readonly onFilled: () => Promise<void>;
    /** Cuts calls that are under way when the host closes. */
    readonly stopSignal: AbortSignal;
  },
) {
  const { host, store, deskState, problems, deskId, inBackground, address } = parts;
  const { clock, timers, random, newId, logger } = host;
  const fetchUntilStop = cutAt(parts.stopSignal, host.fetch);
  const { openSocket } = host;
  const transport =
    address === null
      ? absentHub
      : createHubTransport({ address, fetch: fetchUntilStop, openSocket });
  const runs: Promise<void>[] = [];
  const status = createSyncStatus({
    deskState,
    problems,
    hasHub: address !== null,
    person: () => (session.user() === null ? null : { refusedBy: session.refusedBy() }),
    onOnline() {
      outbox.wake();
      parts.onOnline();
    },
  });
  const offline = createOfflineSignIn({ meta: store.meta, hasher: host.hasher, clock });
  const session = createSession({
    transport,
    meta: store.meta,
    offline,
    clock,
    deskId,
    keyFingerprint: parts.loaded.config.hub?.keyFingerprint ?? null,
    prove: createDeskProver(parts.deskKeys),
    logger,
    onUser(user) {
      if (user === null) status.personLeft();
      parts.onUser(user);
    },
    onRefused: parts.onRefused,
  });
  const link = createHubLink({ transport, tokens: session, onStatus: status.setLink });
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
    onCurrent(replicaAt) {
      const say = () => deskState.updateSync({ replicaAt });
      if (deskState.current().sync.replicaAt !== null) say();
      else void parts.onFilled().then(say);
    },
  });
  const run = (taskName: string, task: () => Promise<void>) => {
    const running = task();
    runs.push(running.catch(() => {}));
    inBackground(taskName, () => running);
  };
  return {
    session,
    link,
    outbox,
    fetchFromHub: createFetchFromHub({ address, fetch: fetchUntilStop, tokens: session }),
    setUploadError: status.setUploadError,
    wake() {
      outbox.wake();
      replica.wake();
    },
    start(signal: AbortSignal) {
      run('outbox', () => outbox.run(signal));
      run('replica', () => replica.run(signal));
    },
    stopped: async () => void (await Promise.all(runs)),
  };
}

/** `fetch` whose calls end, at the latest, when `stop` aborts. */
function cutAt(stop: AbortSignal, fetchNow: typeof fetch): typeof fetch {
  return (input, init) => {
    const signals = [stop, ...(init?.signal ? [init.signal] : [])];
    return fetchNow(input, { ...init, signal: AbortSignal.any(signals) });
  };
}
