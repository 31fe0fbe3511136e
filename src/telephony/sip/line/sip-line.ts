import type { Invitation, Session, SessionDescriptionHandler, UserAgent } from 'sip.js';
import type { PhoneConfig, RegistrationState } from '../../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { inBackground } from '../../core/in-background.ts';
import type { LossKind } from '../../core/registration.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { answerChallenges } from './answer-challenges.ts';
import { type AnswerUpdate, answerUpdates } from '../call/in-dialog-update.ts';
import { createKeepAlive } from './keep-alive.ts';
import { createLineAgent, ping } from './line-agent.ts';
import { createLineSocket } from './line-socket.ts';
import { createMainAddressWatch } from './main-address-watch.ts';
import { createRegistrarClient } from './registrar-client.ts';
import { createRegistrationRunner } from './registration-runner.ts';
import type { SipPhoneDeps } from '../sip-phone-deps.ts';

export interface SipLineHandlers {
  readonly onInvite: (invitation: Invitation) => void;
  /** A call that could not be rung. */
  readonly onCallLost: () => void;
  readonly onState: (state: RegistrationState) => void;
  /** The PBX can be reached again and knows us: re-INVITE what survived. */
  readonly onRevived: () => void;
  /** The socket is gone; told once for each that had been open. */
  readonly onLost: () => void;
  /** `null` = no call of ours. */
  readonly onUpdate: AnswerUpdate;
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
  let stopped = false;

  const socket = createLineSocket({
    config,
    userAgent: () => userAgent,
    diagnose: deps.diagnose,
    rest: () => rest(),
    onLoss: (code, how) => handleLoss(code, how),
    onDiagnosed: (code) => registration.dispatch({ kind: 'diagnosed', code }),
  });
  const { drop } = socket;
  const userAgent = createLineAgent({
    ...handlers,
    config,
    deps,
    serverUrl: socket.serverUrl,
    onTraffic: () => keepAlive.heard(),
    onConnect: () => {
      socket.handleOpened();
      keepAlive.start();
      registration.dispatch({ kind: 'socketOpened' });
    },
    onDisconnect: () => {
      handlers.onLost();
      socket.handleClosed();
    },
  });
  const { prepare } = answerChallenges(userAgent, config);
  answerUpdates(userAgent, handlers.onUpdate, logger);
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
    prepare,
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
  const mainWatch = createMainAddressWatch({
    openSocket: deps.openSocket,
    setTimer,
    url: config.serverUrl,
    domain: config.domain,
    onServes(answersInARow) {
      if (mayReturn(handlers.callsLive(socket.address()), answersInARow))
        registration.dispatch({ kind: 'mainServes' });
    },
  });
  const registration = createRegistrationRunner({
    connect: (to) => inBackground(socket.connect(to), logger, 'sip.diagnoseFailed'),
    disconnect: () => socket.leave('stopped'),
    register: registrar.register,
    reviveCalls: handlers.onRevived,
    onState(state) {
      if (state.kind === 'registered' && socket.address() !== 0) mainWatch.start();
      else mainWatch.stop();
      handlers.onState(state);
    },
    setTimer,
  });

  return {
    userAgent,
    isConnected: () => userAgent.transport.isConnected(),
    address: socket.address,
    start: () => registration.dispatch({ kind: 'start', addresses: socket.count }),
    wake() {
      if (stopped) return;
      if (registration.state().kind === 'registered') keepAlive.wake();
      registration.dispatch({ kind: 'woken' });
    },
    async stop(limitMs) {
      stopped = true;
      for (const part of [socket, mainWatch, keepAlive]) part.stop();
      if (registration.state().kind === 'registered' && userAgent.transport.isConnected())
        await atMost(registrar.unregister(), limitMs, setTimer);
      registrar.abandon();
      registration.dispatch({ kind: 'stop' });
      if (userAgent.state === 'Started') await userAgent.stop();
    },
  };
}

/** Back to the main address: at once for a call that only that one has, else when it answers steadily and no call runs. */
function mayReturn(live: ReturnType<SipLineHandlers['callsLive']>, answersInARow: number): boolean {
  return live === 'elsewhere' || (live === 'nowhere' && answersInARow >= steadyAnswers);
}

function atMost(work: Promise<void>, limitMs: number, setTimer: SetTimer): Promise<void> {
  return Promise.race([work, new Promise<void>((resolve) => void setTimer(resolve, limitMs))]);
}
