import type { Core, UserAgent } from 'sip.js';
import type { PhoneConfig } from '../../../shared/domain/phone/phone-state.ts';
import { takeWhatIsOurs, fillContacts } from './incoming-requests.ts';
import { GuardedTransport } from './guarded-transport.ts';
import { findOpenRequest } from './open-requests.ts';
import type { SipLineHandlers } from './sip-line.ts';
import type { SipPhoneDeps } from '../sip-phone-deps.ts';
import { createUserAgent, sipUri } from './user-agent.ts';

export interface LineAgentParts extends Pick<SipLineHandlers, 'onInvite' | 'descriptionHandlerOf'> {
  readonly config: PhoneConfig;
  readonly deps: SipPhoneDeps;
  readonly serverUrl: () => string;
  readonly onTraffic: () => void;
  readonly onConnect: () => void;
  readonly onDisconnect: () => void;
  readonly onCallLost: () => void;
}

/** The user agent of a line over its guarded transport. */
export function createLineAgent(parts: LineAgentParts): UserAgent {
  const { config, deps, serverUrl, descriptionHandlerOf, onTraffic } = parts;
  const { contactUser, openSocket: open, setTimer, logger } = deps;
  const { onConnect, onDisconnect } = parts;
  let taken = 0;
  const onInvite: LineAgentParts['onInvite'] = (invitation) => {
    taken += 1;
    parts.onInvite(invitation);
  };
  const onCallLost = (rule: string) => {
    logger.warn('sip.callLost', { rule });
    parts.onCallLost();
  };
  const userAgent = createUserAgent({
    config,
    contactUser,
    logger,
    descriptionHandlerOf,
    transport: {
      serverUrl,
      openSocket: open,
      setTimer,
      logger,
      onTraffic,
      onCallLost,
      callsTaken: () => taken,
      findRequest: (marks) => findOpenRequest(userAgent.userAgentCore, marks),
    },
    delegate: { onInvite, onConnect, onDisconnect },
  });
  fillContacts(userAgent.userAgentCore);
  takeWhatIsOurs(userAgent.userAgentCore);
  return userAgent;
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
