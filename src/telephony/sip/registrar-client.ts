import { type Core, URI, type UserAgent } from 'sip.js';
import type { Clock } from '../../shared/clock.ts';
import type { PhoneConfig } from '../../shared/domain/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { SetTimer } from '../core/set-timer.ts';
import { readBindings } from './registrar-bindings.ts';
import { codeOfRefusedRegister } from './sip-errors.ts';
import { sipUri } from './user-agent.ts';

export interface RegistrarClientDeps {
  readonly userAgent: UserAgent;
  readonly config: PhoneConfig;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  readonly onAccepted: (accepted: { expiresAt: number; warning: ErrorCode | null }) => void;
  readonly onRefused: (refused: { code: ErrorCode; retryAfterMs: number }) => void;
  /** No answer in time: the socket is not worth keeping. */
  readonly onSilence: () => void;
}

const answerLimitMs = 10_000;

/**
 * REGISTER by hand (RFC 3261 §10.2) instead of sip.js's `Registerer`, which refuses to register for 32 s when the socket
 * drops under a request, and whose disposal unregisters the binding that its successor has just made (ADR 0010).
 */
export function createRegistrarClient(deps: RegistrarClientDeps) {
  const { userAgent, config, clock } = deps;
  const core = userAgent.userAgentCore;
  const { host, port } = sipUri(config, config.extension);
  const registrar = new URI('sip', '', host, port);
  const callId = crypto.randomUUID();
  let cseq = 0;
  let expiresSeconds = config.registerExpiresSeconds;
  let cancelWait = () => {};

  const send = (expires: number, delegate: Core.OutgoingRequestDelegate) => {
    const aor = core.configuration.aor;
    const message = core.makeOutgoingRequestMessage(
      'REGISTER',
      registrar,
      aor,
      aor,
      { callId, cseq: cseq + 1 },
      [
        `Contact: ${userAgent.contact.toString({ register: true })};expires=${expires}`,
        'Allow: ACK, BYE, CANCEL, INFO, INVITE, NOTIFY, OPTIONS',
      ],
    );
    core.register(message, delegate);
    /** The digest retry raises the number of the message, not ours. */
    cseq += 2;
  };
  const accepted = (response: Core.IncomingResponse) => {
    const bindings = readBindings(
      response.message.getHeaders('contact'),
      response.message.getHeader('expires'),
      userAgent.contact.uri.user ?? '',
    );
    const granted = bindings.ownExpiresSeconds;
    if (granted === null)
      return deps.onRefused({ code: 'sip.registrationRejected', retryAfterMs: 0 });
    deps.onAccepted({
      expiresAt: clock.now() + Math.min(granted, expiresSeconds) * 1000,
      warning: bindings.hasOthers ? 'sip.extensionTaken' : null,
    });
  };
  const refused = (response: Core.IncomingResponse) => {
    const status = response.message.statusCode ?? 0;
    const minimum = Number(response.message.getHeader('min-expires'));
    if (status === 423 && minimum > expiresSeconds) {
      expiresSeconds = minimum;
      return register();
    }
    const retryAfter = Number.parseInt(response.message.getHeader('retry-after') ?? '', 10);
    deps.onRefused({
      code: codeOfRefusedRegister(status),
      retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1000 : 0,
    });
  };

  const register = () => {
    cancelWait();
    let isCurrent = true;
    const current =
      (handle: (response: Core.IncomingResponse) => void) => (response: Core.IncomingResponse) => {
        if (!isCurrent) return;
        cancelWait();
        handle(response);
      };
    const cancelTimer = deps.setTimer(() => {
      cancelWait();
      deps.onSilence();
    }, answerLimitMs);
    cancelWait = () => {
      isCurrent = false;
      cancelTimer();
    };
    send(expiresSeconds, {
      onAccept: current(accepted),
      onReject: current(refused),
      onRedirect: current(refused),
    });
  };

  return {
    register,
    /** Whatever is still on its way no longer counts. */
    abandon: () => cancelWait(),
    /** Takes our binding back; resolves with any final answer. */
    unregister(): Promise<void> {
      cancelWait();
      return new Promise((resolve) => {
        const done = () => resolve();
        send(0, { onAccept: done, onReject: done, onRedirect: done });
      });
    },
  };
}
