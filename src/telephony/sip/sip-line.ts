import type { Core, Invitation, Session, SessionDescriptionHandler, UserAgent } from 'sip.js';
import type { PhoneConfig, RegistrationState } from '../../shared/domain/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { inBackground } from '../core/in-background.ts';
import type { LossKind } from '../core/registration-machine.ts';
import { answerUpdates } from './in-dialog-update.ts';
import { createKeepAlive } from './keep-alive.ts';
import { createLineAgent, dropSocket, openSocket, ping } from './line-agent.ts';
import { createMainAddressWatch } from './main-address-watch.ts';
import { createRegistrarClient } from './registrar-client.ts';
import { createRegistrationRunner } from './registration-runner.ts';
import type { SipPhoneDeps } from './sip-phone-deps.ts';

export interface SipLineHandlers {
  readonly onInvite: (invitation: Invitation) => void;
  readonly onState: (state: RegistrationState) => void;
  /** The PBX can be reached again and knows us: re-INVITE what survived. */
  readonly onRevived: () => void;
  /** The socket is gone; told once for each that had been open. */
  readonly onLost: () => void;
  /** Headers for the 200 to an UPDATE in a dialog; `null` = no call of ours. */
  readonly onUpdate: (request: Core.IncomingRequestMessage) => readonly string[] | null;
  /** Where the running calls live: on the address in use, only elsewhere, or nowhere. */
  readonly callsLive: (address: number) => 'here' | 'elsewhere' | 'nowhere';
  readonly descriptionHandlerOf: (session: Session) => SessionDescriptionHandler;
}

/** One account at one PBX: user agent, socket, registration and keep-alive, tied together. */
export interface SipLine {
  readonly userAgent: UserAgent;
  isConnected(): boolean;
  /** Index of the address in use or being tried: 0 is the main one. */
  address(): number;
  start(): void;
  /** Proves the socket within 2 s, and the registration; what is under way starts afresh. */
  wake(): void;
  /** Unregisters if it can, then closes; waits at most `limitMs` for the PBX. */
  stop(limitMs: number): Promise<void>;
}

/** Answers of the main address, 20 s apart, before a desk without calls goes back to it: no moving with each flap. */
const steadyAnswers = 3;

export function createSipLine(
  config: PhoneConfig,
  deps: SipPhoneDeps,
  handlers: SipLineHandlers,
): SipLine {
  const { clock, setTimer, random, logger } = deps;
  const addresses = [config.serverUrl, ...config.fallbackUrls];
  let address = 0;
  let attempt = 0;
  let isMoving = false;
  let diagnosis: ErrorCode = 'sip.connectionLost';
  let loss: LossKind = 'closed';
  let stopped = false;

  const serverUrl = () => addresses[address] ?? config.serverUrl;
  const userAgent = createLineAgent({
    ...handlers,
    config,
    deps,
    serverUrl,
    onTraffic: () => keepAlive.heard(),
    onConnect: () => {
      diagnosis = 'sip.connectionLost';
      loss = 'closed';
      keepAlive.start();
      registration.dispatch({ kind: 'socketOpened' });
    },
    onDisconnect: () => {
      handlers.onLost();
      if (!isMoving) handleLoss('sip.connectionLost', loss);
    },
  });
  answerUpdates(userAgent, handlers.onUpdate);
  const drop = (reason: string, how: LossKind = 'closed') => {
    loss = how;
    dropSocket(userAgent, reason);
  };
  const times = () => ({ at: clock.now(), upMs: clock.monotonicMs(), random: random() });
  const keepAlive = createKeepAlive({
    setTimer,
    ping: () =>
      ping(userAgent, config, () => registration.dispatch({ kind: 'alive', at: clock.now() })),
    onDead: (how) => drop('half-open', how),
  });
  const registrar = createRegistrarClient({
    userAgent,
    config,
    clock,
    setTimer,
    onAccepted: (accepted) => registration.dispatch({ kind: 'accepted', ...times(), ...accepted }),
    onRefused: (refused) => registration.dispatch({ kind: 'refused', ...times(), ...refused }),
    onSilence: () => drop('no answer to REGISTER', 'silent'),
  });
  const rest = () => {
    keepAlive.stop();
    registrar.abandon();
  };
  const handleLoss = (code: ErrorCode, how: LossKind) => {
    rest();
    registration.dispatch({ kind: 'socketLost', how, code, ...times() });
  };
  /** Leaves the socket in use without a word of a loss: what follows is already decided. */
  const leave = (reason: string) => {
    isMoving = true;
    rest();
    drop(reason);
    isMoving = false;
  };
  const connect = async (to: number) => {
    leave('moved');
    address = to;
    attempt += 1;
    const mine = attempt;
    const url = serverUrl();
    try {
      await openSocket(userAgent);
    } catch {
      if (stopped || mine !== attempt) return;
      handleLoss(diagnosis, 'silent');
      diagnosis = await deps.diagnose(url);
      if (mine === attempt) registration.dispatch({ kind: 'diagnosed', code: diagnosis });
    }
  };
  const mainWatch = createMainAddressWatch({
    openSocket: deps.openSocket,
    setTimer,
    url: config.serverUrl,
    domain: config.domain,
    onServes(answersInARow) {
      const live = handlers.callsLive(address);
      if (live === 'elsewhere' || (live === 'nowhere' && answersInARow >= steadyAnswers))
        registration.dispatch({ kind: 'mainServes' });
    },
  });
  const registration = createRegistrationRunner({
    connect: (to) => inBackground(connect(to), logger, 'sip.diagnoseFailed'),
    disconnect: () => leave('stopped'),
    register: registrar.register,
    reviveCalls: handlers.onRevived,
    onState(state) {
      if (state.kind === 'registered' && address !== 0) mainWatch.start();
      else mainWatch.stop();
      handlers.onState(state);
    },
    setTimer,
  });

  return {
    userAgent,
    isConnected: () => userAgent.transport.isConnected(),
    address: () => address,
    start: () => registration.dispatch({ kind: 'start', addresses: addresses.length }),
    wake() {
      if (stopped) return;
      if (registration.state().kind === 'registered') keepAlive.wake();
      registration.dispatch({ kind: 'woken' });
    },
    async stop(limitMs) {
      stopped = true;
      mainWatch.stop();
      keepAlive.stop();
      if (registration.state().kind === 'registered' && userAgent.transport.isConnected()) {
        await Promise.race([
          registrar.unregister(),
          new Promise<void>((resolve) => setTimer(resolve, limitMs)),
        ]);
      }
      registrar.abandon();
      registration.dispatch({ kind: 'stop' });
      if (userAgent.state === 'Started') await userAgent.stop();
    },
  };
}
