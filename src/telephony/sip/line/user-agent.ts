import {
  type Session,
  type SessionDescriptionHandler,
  type URI,
  UserAgent,
  type UserAgentDelegate,
} from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { PhoneConfig } from '../../../shared/domain/phone/phone-state.ts';
import type { Logger } from '../../../shared/logger.ts';
import { GuardedTransport, type GuardedTransportOptions } from './guarded-transport.ts';

export interface UserAgentParts {
  readonly config: PhoneConfig;
  /** User part of our Contact: the same for this desk over reloads, so that its old bindings are known as its own. */
  readonly contactUser: string;
  readonly transport: GuardedTransportOptions;
  readonly descriptionHandlerOf: (session: Session) => SessionDescriptionHandler;
  readonly delegate: UserAgentDelegate;
  readonly logger: Logger;
}

/** Long enough that the PBX decides when ringing is over. */
const noAnswerSeconds = 180;

/**
 * A sip.js user agent with its doubtful defaults set right: no reconnecting of its own, no logging of messages (they
 * hold numbers), no `Replaces`, REFER left to us.
 */
export function createUserAgent(parts: UserAgentParts): UserAgent {
  const { config, logger } = parts;
  const userAgent = new UserAgent({
    uri: sipUri(config, config.extension),
    // Typed by a person; a line break would be headers of its own.
    displayName: config.displayName.replace(/["\\\p{Cc}]/gu, ''),
    userAgentString: 'HotlineDesk',
    transportConstructor: GuardedTransport,
    transportOptions: parts.transport,
    sessionDescriptionHandlerFactory: parts.descriptionHandlerOf,
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
    delegate: parts.delegate,
  });
  userAgent.contact.uri.user = parts.contactUser;
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
