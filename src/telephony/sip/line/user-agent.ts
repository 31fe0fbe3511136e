import {
  type Core,
  type Invitation,
  type Session,
  type SessionDescriptionHandler,
  type URI,
  UserAgent,
} from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { PhoneConfig } from '../../../shared/domain/phone/phone-state.ts';
import type { SipPhoneDeps } from '../sip-phone-deps.ts';
import { GuardedTransport, type GuardedTransportOptions } from './guarded-transport.ts';
import { fillContacts, takeWhatIsOurs } from './incoming-requests.ts';
import { findOpenRequest } from './open-requests.ts';

export interface UserAgentDeps extends Pick<
  SipPhoneDeps,
  'contactUser' | 'openSocket' | 'setTimer' | 'logger'
> {
  readonly config: PhoneConfig;
  readonly serverUrl: () => string;
  readonly descriptionHandlerOf: (session: Session) => SessionDescriptionHandler;
  readonly onConnect: () => void;
  readonly onDisconnect: () => void;
  readonly onInvite: (invitation: Invitation) => void;
  /** A call that could not be rung. */
  readonly onCallLost: () => void;
  /** Something came from the PBX. */
  readonly onTraffic: () => void;
}

/** Long enough that the PBX decides when ringing is over. */
const noAnswerSeconds = 180;

/**
 * A sip.js user agent over our guarded transport, with its doubtful defaults set right: no reconnecting of its own, no logging of
 * messages (they hold numbers), no `Replaces`, REFER left to us. Fails with `config.incomplete` when the domain is none.
 */
export function createUserAgent(deps: UserAgentDeps): UserAgent {
  const { config, logger, serverUrl, openSocket: open, setTimer, onTraffic } = deps;
  const { onConnect, onDisconnect } = deps;
  let taken = 0;
  const userAgent = new UserAgent({
    uri: sipUri(config, config.extension),
    // Typed by a person; a line break would be headers of its own.
    displayName: config.displayName.replace(/["\\\p{Cc}]/gu, ''),
    userAgentString: 'HotlineDesk',
    transportConstructor: GuardedTransport,
    transportOptions: {
      serverUrl,
      openSocket: open,
      setTimer,
      logger,
      onTraffic,
      onCallLost(rule: string) {
        logger.warn('sip.callLost', { rule });
        deps.onCallLost();
      },
      callsTaken: () => taken,
      findRequest: (marks) => findOpenRequest(userAgent.userAgentCore, marks),
    } satisfies GuardedTransportOptions,
    sessionDescriptionHandlerFactory: deps.descriptionHandlerOf,
    reconnectionAttempts: 0,
    noAnswerTimeout: noAnswerSeconds,
    sipExtensionExtraSupported: config.sessionExpiresSeconds > 0 ? ['timer'] : [],
    gracefulShutdown: false,
    logBuiltinEnabled: false,
    logConfiguration: false,
    logLevel: 'warn',
    logConnector: (level, category) => {
      if (level === 'error') logger.debug('sip.library', { category });
    },
    delegate: {
      onConnect,
      onDisconnect,
      onInvite(invitation) {
        taken += 1;
        deps.onInvite(invitation);
      },
    },
  });
  // The same for this desk over reloads, so that its old bindings are known as its own.
  userAgent.contact.uri.user = deps.contactUser;
  fillContacts(userAgent.userAgentCore);
  takeWhatIsOurs(userAgent.userAgentCore);
  return userAgent;
}

/** `sip:user@domain` of the configured domain; throws `config.incomplete` when that is no SIP address. */
export function sipUri(config: PhoneConfig, user: string): URI {
  const uri = UserAgent.makeURI(
    `sip:${encodeURIComponent(user).replaceAll('%2B', '+')}@${config.domain}`,
  );
  if (!uri) throw new AppError('config.incomplete', { detail: 'domain' });
  return uri;
}

export function openSocket(userAgent: UserAgent): Promise<void> {
  return userAgent.state === 'Started' ? userAgent.reconnect() : userAgent.start();
}

export function dropSocket(userAgent: UserAgent, reason: string): void {
  if (userAgent.transport instanceof GuardedTransport) userAgent.transport.drop(reason);
}

/**
 * OPTIONS: whatever the PBX answers, it has answered. Some PBXs swallow the CRLF ping of RFC 5626 silently. An answer
 * that sip.js makes itself (RFC 3261 §8.1.3.1) has no Via and proves nothing.
 */
export function ping(userAgent: UserAgent, config: PhoneConfig, onAnswer: () => void): void {
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
