import type { Core, Invitation, Session, SessionDescriptionHandler, UserAgent } from 'sip.js';
import type { PhoneConfig, RegistrationState } from '../../shared/domain/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { inBackground } from '../core/in-background.ts';
import { GuardedTransport } from './guarded-transport.ts';
import { createKeepAlive } from './keep-alive.ts';
import { createRegistrarClient } from './registrar-client.ts';
import { createRegistrationRunner } from './registration-runner.ts';
import type { SipPhoneDeps } from './sip-phone-deps.ts';
import { createUserAgent, sipUri } from './user-agent.ts';

export interface SipLineHandlers {
  readonly onInvite: (invitation: Invitation) => void;
  readonly onState: (state: RegistrationState) => void;
  /** The PBX can be reached again and knows us: re-INVITE what survived. */
  readonly onRevived: () => void;
  readonly descriptionHandlerOf: (session: Session) => SessionDescriptionHandler;
}

/** One account at one PBX: user agent, socket, registration and keep-alive, tied together. */
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
  let diagnosis: ErrorCode = 'sip.connectionLost';
  let stopped = false;

  const userAgent = createLineAgent(config, deps, {
    descriptionHandlerOf: handlers.descriptionHandlerOf,
    onInvite: handlers.onInvite,
    onTraffic: () => keepAlive.heard(),
    onConnect: () => {
      diagnosis = 'sip.connectionLost';
      keepAlive.start();
      registration.dispatch({ kind: 'socketOpened' });
    },
    onDisconnect: () => handleLoss('sip.connectionLost'),
  });
  const drop = (reason: string) => dropSocket(userAgent, reason);
  const keepAlive = createKeepAlive({
    setTimer,
    ping: () =>
      ping(userAgent, config, () => registration.dispatch({ kind: 'alive', at: clock.now() })),
    onDead: () => drop('half-open'),
  });
  const registrar = createRegistrarClient({
    userAgent,
    config,
    clock,
    setTimer,
    onAccepted: (accepted) =>
      registration.dispatch({ kind: 'accepted', at: clock.now(), ...accepted }),
    onRefused: (refused) =>
      registration.dispatch({ kind: 'refused', at: clock.now(), random: random(), ...refused }),
    onSilence: () => drop('no answer to REGISTER'),
  });
  const handleLoss = (code: ErrorCode) => {
    keepAlive.stop();
    registrar.abandon();
    registration.dispatch({ kind: 'socketLost', at: clock.now(), random: random(), code });
  };
  const connect = async () => {
    try {
      await openSocket(userAgent);
    } catch {
      if (stopped) return;
      handleLoss(diagnosis);
      diagnosis = await deps.diagnose(config.serverUrl);
      registration.dispatch({ kind: 'diagnosed', code: diagnosis });
    }
  };
  const registration = createRegistrationRunner({
    connect: () => inBackground(connect(), logger, 'sip.diagnoseFailed'),
    disconnect: () => drop('stopped'),
    register: registrar.register,
    reviveCalls: handlers.onRevived,
    onState: handlers.onState,
    setTimer,
  });

  return {
    userAgent,
    isConnected: () => userAgent.transport.isConnected(),
    start: () => registration.dispatch({ kind: 'start' }),
    async stop(limitMs) {
      stopped = true;
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

interface LineAgentHandlers extends Pick<SipLineHandlers, 'onInvite' | 'descriptionHandlerOf'> {
  readonly onTraffic: () => void;
  readonly onConnect: () => void;
  readonly onDisconnect: () => void;
}

function createLineAgent(
  config: PhoneConfig,
  deps: SipPhoneDeps,
  handlers: LineAgentHandlers,
): UserAgent {
  const { contactUser, openSocket: open, setTimer, logger } = deps;
  const { descriptionHandlerOf, onTraffic, ...delegate } = handlers;
  const transport = { serverUrl: config.serverUrl, openSocket: open, setTimer, logger, onTraffic };
  return createUserAgent({
    config,
    contactUser,
    logger,
    descriptionHandlerOf,
    transport,
    delegate,
  });
}

function openSocket(userAgent: UserAgent): Promise<void> {
  return userAgent.state === 'Started' ? userAgent.reconnect() : userAgent.start();
}

function dropSocket(userAgent: UserAgent, reason: string): void {
  if (userAgent.transport instanceof GuardedTransport) userAgent.transport.drop(reason);
}

/**
 * OPTIONS: whatever the PBX answers, it has answered. Some PBXs swallow the CRLF ping of RFC 5626 silently. An answer
 * that sip.js makes itself (RFC 3261 §8.1.3.1) has no Via and proves nothing.
 */
function ping(userAgent: UserAgent, config: PhoneConfig, onAnswer: () => void): void {
  const core = userAgent.userAgentCore;
  const target = sipUri(config, config.extension);
  const handle = ({ message }: Core.IncomingResponse) => {
    if (message.hasHeader('via')) onAnswer();
  };
  core.request(
    core.makeOutgoingRequestMessage('OPTIONS', target, core.configuration.aor, target, {}),
    { onAccept: handle, onReject: handle, onRedirect: handle },
  );
}
