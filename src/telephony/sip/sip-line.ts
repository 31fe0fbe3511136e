import type { Invitation, Session, SessionDescriptionHandler, UserAgent } from 'sip.js';
import type { PhoneConfig, RegistrationState } from '../../shared/domain/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import {
  type RegistrationEffect,
  type RegistrationEvent,
  idleRegistration,
  reduceRegistration,
} from '../core/registration-machine.ts';
import { inBackground } from '../core/in-background.ts';
import { GuardedTransport } from './guarded-transport.ts';
import { createKeepAlive } from './keep-alive.ts';
import { createRegistrarClient } from './registrar-client.ts';
import type { SipPhoneDeps } from './sip-phone.ts';
import { createUserAgent, sipUri } from './user-agent.ts';

export interface SipLineHandlers {
  readonly onInvite: (invitation: Invitation) => void;
  readonly onState: (state: RegistrationState) => void;
  /** The PBX can be reached again and knows us: re-INVITE what survived. */
  readonly onRevived: () => void;
  readonly descriptionHandlerOf: (session: Session) => SessionDescriptionHandler;
}

/** One account at one PBX: user agent, socket, registration, keep-alive; runs what the registration machine says. */
export interface SipLine {
  readonly userAgent: UserAgent;
  isConnected(): boolean;
  start(): void;
  /** Unregisters if it can, then closes; waits at most `limitMs` for the PBX. */
  stop(limitMs: number): Promise<void>;
}

export function createSipLine(
  config: PhoneConfig,
  deps: SipPhoneDeps,
  handlers: SipLineHandlers,
): SipLine {
  const { clock, setTimer, random, logger } = deps;
  let machine = idleRegistration;
  let cancelTimer = () => {};
  let stopped = false;

  const userAgent = createUserAgent({
    config,
    contactUser: deps.contactUser,
    logger,
    descriptionHandlerOf: handlers.descriptionHandlerOf,
    transport: {
      serverUrl: config.serverUrl,
      openSocket: deps.openSocket,
      setTimer,
      logger,
      onTraffic: () => {
        keepAlive.heard();
        dispatch({ kind: 'alive', at: clock.now() });
      },
    },
    delegate: {
      onInvite: handlers.onInvite,
      onConnect: () => {
        keepAlive.start();
        dispatch({ kind: 'socketOpened' });
      },
      onDisconnect: () => lost('sip.connectionLost'),
    },
  });
  const drop = (reason: string) => {
    if (userAgent.transport instanceof GuardedTransport) userAgent.transport.drop(reason);
  };
  const registrar = createRegistrarClient({
    userAgent,
    config,
    clock,
    setTimer,
    onAccepted: (accepted) => dispatch({ kind: 'accepted', at: clock.now(), ...accepted }),
    onRefused: (refused) =>
      dispatch({ kind: 'refused', at: clock.now(), random: random(), ...refused }),
    onSilence: () => drop('no answer to REGISTER'),
  });
  const keepAlive = createKeepAlive({
    setTimer,
    ping: () => ping(userAgent, config),
    onDead: () => drop('half-open'),
  });

  const lost = (code: ErrorCode) => {
    keepAlive.stop();
    registrar.abandon();
    dispatch({ kind: 'socketLost', at: clock.now(), random: random(), code });
  };
  const connect = async () => {
    try {
      await (userAgent.state === 'Started' ? userAgent.reconnect() : userAgent.start());
    } catch {
      if (stopped) return;
      lost(lastDiagnosis);
      lastDiagnosis = await deps.diagnose(config.serverUrl).catch(() => lastDiagnosis);
      dispatch({ kind: 'diagnosed', code: lastDiagnosis });
    }
  };
  let lastDiagnosis: ErrorCode = 'sip.connectionLost';

  const run = (effect: RegistrationEffect) => {
    switch (effect.kind) {
      case 'connect':
        return inBackground(connect(), logger, 'sip.connectFailed');
      case 'disconnect':
        return drop('stopped');
      case 'register':
        return registrar.register();
      case 'retryIn':
        cancelTimer = setTimer(() => dispatch({ kind: 'retryDue' }), effect.delayMs);
        return undefined;
      case 'refreshIn':
        cancelTimer();
        cancelTimer = setTimer(() => dispatch({ kind: 'refreshDue' }), effect.delayMs);
        return undefined;
      case 'cancelTimers':
        return cancelTimer();
      case 'reviveCalls':
        return handlers.onRevived();
    }
  };
  const dispatch = (event: RegistrationEvent) => {
    const before = machine.state;
    const step = reduceRegistration(machine, event);
    machine = step.machine;
    if (machine.state !== before) handlers.onState(machine.state);
    for (const effect of step.effects) run(effect);
  };

  return {
    userAgent,
    isConnected: () => userAgent.transport.isConnected(),
    start: () => dispatch({ kind: 'start' }),
    async stop(limitMs) {
      stopped = true;
      keepAlive.stop();
      if (machine.state.kind === 'registered' && userAgent.transport.isConnected()) {
        await Promise.race([
          registrar.unregister(),
          new Promise<void>((resolve) => setTimer(resolve, limitMs)),
        ]);
      }
      registrar.abandon();
      dispatch({ kind: 'stop' });
      if (userAgent.state === 'Started') await userAgent.stop();
    },
  };
}

/** OPTIONS: whatever the PBX answers, it has answered. Some PBXs swallow the CRLF ping of RFC 5626 silently. */
function ping(userAgent: UserAgent, config: PhoneConfig): void {
  const core = userAgent.userAgentCore;
  const target = sipUri(config, config.extension);
  core.request(
    core.makeOutgoingRequestMessage('OPTIONS', target, core.configuration.aor, target, {}),
  );
}
