import type { Clock } from '../shared/clock.ts';
import { hubAddressOf } from '../shared/contract/hub-address.ts';
import type { DeskKeyPair } from '../shared/node/desk-key-pair.ts';
import { createAgent } from './areas/agents/agents-area.ts';
import { createCalls } from './areas/calls/calls-area.ts';
import { createConnection } from './areas/hub-link/hub-link-area.ts';
import { createHostLock } from './areas/lock/lock-area.ts';
import { createRecordings } from './areas/recordings/recordings-area.ts';
import type { HostDeps } from './host.ts';
import type { AgentService } from './areas/agents/agent-service.ts';
import type { RunInBackground } from './host/background.ts';
import { callSettingsOf, phoneConfigOf } from './config/desk-config.ts';
import type { LoadedConfig } from './config/load-config.ts';
import type { DeskStateHub } from './host/desk-state.ts';
import { runSecondPathWatch } from './areas/calls/second-path-watch.ts';
import { runDiskWatch } from './areas/recordings/disk-watch.ts';
import type { DeskState } from '../shared/domain/desk/desk-state.ts';
import type { PhoneConfig } from '../shared/domain/phone/phone-state.ts';
import type { User } from '../shared/domain/session/user.ts';
import type { FetchFromHub } from './hub-client/hub-bytes.ts';
import type { HubLink } from './hub-client/hub-link.ts';
import type { PhoneSwitchboard } from './areas/phone/phone-switchboard.ts';
import { createDismissal } from './areas/problems/dismiss-problem.ts';
import type { Problems } from './host/problems.ts';
import type { RecordingsService } from './areas/recordings/recordings-service.ts';
import type { Session } from './areas/session/session.ts';
import { type Tickets, createTickets } from './areas/tickets/tickets.ts';
import {
  type WindowSettingsService,
  createWindowSettings,
} from './areas/window/window-settings.ts';
import type { StoreApi } from './storage/store-client.ts';

/** Everything the routers and byte routes speak to. */
export interface HostServices {
  readonly clock: Clock;
  readonly store: StoreApi;
  readonly deskState: DeskStateHub;
  readonly session: Session;
  readonly link: HubLink;
  readonly fetchFromHub: FetchFromHub;
  readonly phone: PhoneSwitchboard;
  readonly agent: AgentService;
  readonly tickets: Tickets;
  readonly recordings: RecordingsService;
  readonly windowSettings: WindowSettingsService;
  /** A person has read this problem. */
  dismissProblem(problemId: string): Promise<void>;
  /** Begins what runs by itself: replica, outbox, disk watch. */
  start(): Promise<void>;
  /** Stops it and resolves when nothing is on its way to the disk any more. */
  close(): Promise<void>;
}

export interface ServiceParts {
  readonly host: HostDeps;
  readonly store: StoreApi;
  readonly deskId: string;
  readonly loaded: LoadedConfig;
  readonly deskState: DeskStateHub;
  readonly problems: Problems;
  readonly inBackground: RunInBackground;
  readonly deskKey: Uint8Array;
  readonly deskKeys: DeskKeyPair;
}

/** Builds the services and joins them; nothing runs before `start`. */
export function createHostServices(parts: ServiceParts): HostServices {
  const { host, store, loaded, deskState, problems, inBackground } = parts;
  const { clock, timers, newId } = host;
  const stop = new AbortController();

  /** A session taken up again before the host has started is the same shift going on. */
  let started = false;
  const handleUser = (user: User | null) => {
    deskState.update({ user });
    lock.forget();
    if (user !== null) deskState.update({ lockedBy: null });
    agent.handleUser(user, !started);
    phone.setConfig(phoneConfigFor(user, loaded));
    if (user === null) pop.clear();
    connection.wake();
    archive.wake();
  };
  const hub = loaded.config.hub;
  const address = hub && hubAddressOf(hub.url);
  const connection = createConnection({
    ...parts,
    address,
    stopSignal: stop.signal,
    onUser: handleUser,
    onRefused: (code) => lock.demand(code),
    onOnline: () => archive.wake(),
    // Whoever called meanwhile may have tickets after all.
    onFilled: () => pop.lookAgain(),
  });
  const { session, outbox } = connection;
  const archive = createRecordings({
    ...parts,
    address,
    connection,
    isCallRunning: (callId) => callRecords.isRunning(callId),
    onRecording: (recording) => callRecords.noteRecording(recording),
  });
  const { phone, pop, callRecords, missed } = createCalls({
    ...parts,
    connection,
    onSnapshot(snapshot) {
      agent.handlePhone(snapshot);
      lock.look();
    },
  });
  const agent: AgentService = createAgent({ ...parts, connection, phone });
  const lock = createHostLock({ parts, agent, session, callRecords });
  const tickets = createTickets({
    store: store.tickets,
    clock,
    newId,
    recordingOf: async (callId) => {
      const [recording] = await archive.recordings.ofCalls([callId]);
      return recording?.recordingId ?? null;
    },
    onChanged: (ticketId) => deskState.tell({ kind: 'ticketChanged', ticketId }),
    onLinked: callRecords.linkTicket,
    onQueued: outbox.wake,
  });

  return {
    clock,
    store,
    deskState,
    session: { ...session, signOut: lock.signOut },
    link: connection.link,
    fetchFromHub: connection.fetchFromHub,
    phone,
    agent,
    tickets,
    recordings: archive.recordings,
    windowSettings: createWindowSettings(store.meta),
    dismissProblem: createDismissal({ problems, outbox: store.outbox, clock }),
    async start() {
      deskState.update({ calling: loaded.config.pbx ? callSettingsOf(loaded.config.pbx) : null });
      await callRecords.start();
      missed.refresh();
      await session.restore();
      started = true;
      await archive.start(stop.signal);
      connection.start(stop.signal);
      inBackground('agent', () => agent.run(stop.signal));
      inBackground('sessionAge', () => lock.watchAge(stop.signal));
      inBackground('secondPath', () =>
        runSecondPathWatch({
          calls: (filter) => connection.link.call((hub) => hub.calls.list(filter)),
          isLead: () => session.user()?.role === 'lead',
          timers,
          clock,
          problems,
          signal: stop.signal,
        }),
      );
      inBackground('diskWatch', () => watchDisk(parts, stop.signal));
    },
    async close() {
      phone.close();
      deskState.close();
      stop.abort();
      await connection.stopped();
      await callRecords.settled();
      await agent.settled();
      await archive.stopped();
    },
  };
}

function watchDisk({ host, deskState, problems }: ServiceParts, signal: AbortSignal) {
  const { freeBytes, timers, clock, logger } = host;
  const onDisk = (disk: DeskState['disk']) => deskState.update({ disk });
  return runDiskWatch({ freeBytes, timers, clock, problems, logger, onDisk, signal });
}

/** The account to register with, once somebody is signed in who takes calls and the configuration is complete. */
function phoneConfigFor(user: User | null, { config, secret }: LoadedConfig): PhoneConfig | null {
  if (user === null || user.role === 'admin' || config.pbx === null || secret === null) return null;
  return phoneConfigOf(config.pbx, secret, user.displayName);
}
