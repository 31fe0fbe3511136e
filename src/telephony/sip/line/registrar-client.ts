import { type Core, URI, type UserAgent } from 'sip.js';
import type { Clock } from '../../../shared/clock.ts';
import type { PhoneConfig } from '../../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { hasAnswered, isStale } from './answer-challenges.ts';
import { readBindings, secondsOf } from './registrar-bindings.ts';
import { type RegisterRefusal, readRefusedRegister } from '../sip-errors.ts';
import { sipUri } from './user-agent.ts';

export interface RegistrarClientDeps {
  readonly userAgent: UserAgent;
  readonly config: PhoneConfig;
  /** Writes credentials into a REGISTER beforehand, where the registrar has asked for them. */
  readonly prepare: (request: Core.OutgoingRequestMessage) => void;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  readonly onAccepted: (accepted: { expiresAt: number; warning: ErrorCode | null }) => void;
  readonly onRefused: (refused: RegisterRefusal & { readonly retryAfterMs: number }) => void;
  /** No answer in time: the socket is not worth keeping. */
  readonly onSilence: () => void;
}

export type RegistrarClient = ReturnType<typeof createRegistrarClient>;

type Response = Core.IncomingResponse;

interface Asked {
  /** The secret was put to the test. */
  readonly wasAnswered: boolean;
  readonly isSecond: boolean;
}

const answerLimitMs = 10_000;
/** A day. A registrar that binds for longer only would not miss a desk that is gone; and no timer waits for weeks. */
const longestSeconds = 86_400;

/**
 * REGISTER by hand (RFC 3261 §10.2) instead of sip.js's `Registerer`, which refuses to register for 32 s when the socket
 * drops under a request, and whose disposal unregisters the binding that its successor has just made (ADR 0010).
 */
export function createRegistrarClient(deps: RegistrarClientDeps) {
  const { userAgent, config, clock } = deps;
  const send = createRegisterSender(deps);
  let expiresSeconds = config.registerExpiresSeconds;
  let cancelWait = () => {};

  const handleAccepted = ({ message }: Response) => {
    const contactUser = userAgent.contact.uri.user ?? '';
    const { ownExpiresSeconds, hasOthers } = readBindings(
      message.getHeaders('contact'),
      message.getHeader('expires'),
      { contactUser, extension: config.extension, askedSeconds: expiresSeconds },
    );
    if (ownExpiresSeconds === null)
      return deps.onRefused({ ...readRefusedRegister(0, true), retryAfterMs: 0 });
    const boundSeconds = Math.min(ownExpiresSeconds, expiresSeconds);
    const expiresAt = clock.now() + boundSeconds * 1000;
    deps.onAccepted({ expiresAt, warning: hasOthers ? 'sip.extensionTaken' : null });
  };
  const handleRefused = ({ message }: Response, { wasAnswered, isSecond }: Asked) => {
    const minimum = secondsOf(message.getHeader('min-expires')) ?? 0;
    const isRaised = minimum > expiresSeconds && minimum <= longestSeconds;
    if (message.statusCode === 423 && isRaised && !isSecond) {
      expiresSeconds = minimum;
      return ask(true);
    }
    const retryAfter = Number.parseInt(message.getHeader('retry-after') ?? '', 10);
    deps.onRefused({
      // Registrars that do not share their nonces say so again and again.
      ...readRefusedRegister(isStale(message) ? 0 : (message.statusCode ?? 0), wasAnswered),
      retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1000 : 0,
    });
  };
  /** `isSecond`: for longer, as a 423 wanted it. One that wants still more waits as after any refusal. */
  const ask = (isSecond: boolean) => {
    cancelWait();
    let isCurrent = true;
    const current = (handle: (response: Response) => void) => (response: Response) => {
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
    const onRefused = current((response) =>
      handleRefused(response, { wasAnswered: hasAnswered(request), isSecond }),
    );
    const request = send(expiresSeconds, {
      onAccept: current(handleAccepted),
      onReject: onRefused,
      onRedirect: onRefused,
    });
  };

  return {
    register: () => ask(false),
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

/** All REGISTERs of one user agent share a Call-ID and count on (RFC 3261 §10.2). */
function createRegisterSender({ userAgent, config, prepare }: RegistrarClientDeps) {
  const core = userAgent.userAgentCore;
  const { aor } = core.configuration;
  const { host, port } = sipUri(config, config.extension);
  const registrar = new URI('sip', '', host, port);
  const callId = crypto.randomUUID();
  let cseq = 1;
  return (expires: number, delegate: Core.OutgoingRequestDelegate): Core.OutgoingRequestMessage => {
    const contact = userAgent.contact.toString({ register: true });
    const message = core.makeOutgoingRequestMessage(
      'REGISTER',
      registrar,
      aor,
      aor,
      { callId, cseq },
      [
        `Contact: ${contact};expires=${expires}`,
        'Allow: ACK, BYE, CANCEL, INFO, INVITE, NOTIFY, OPTIONS',
      ],
    );
    /** Each digest retry of this request takes the next number. */
    cseq += 10;
    prepare(message);
    core.register(message, delegate);
    return message;
  };
}
