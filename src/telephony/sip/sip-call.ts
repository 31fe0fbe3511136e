import { Invitation, Inviter, type Session, SessionState } from 'sip.js';
import { AppError } from '../../shared/app-error.ts';
import type { EndReason } from '../../shared/domain/call.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { PhoneConfig } from '../../shared/domain/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { MediaSession } from '../core/media-port.ts';
import { inBackground } from '../core/in-background.ts';
import type { PhoneEvent } from '../core/phone.ts';
import { sendDigits } from './dtmf.ts';
import { createReinviter } from './reinvite.ts';
import type { SdhAdapter } from './sdh-adapter.ts';
import { isCallGone } from './sip-errors.ts';
import type { SipPhoneDeps } from './sip-phone.ts';

export interface SipCallParts {
  readonly callId: CallId;
  readonly session: Session;
  readonly adapter: SdhAdapter;
  readonly media: MediaSession;
  readonly dtmf: PhoneConfig['dtmf'];
  readonly isConnected: () => boolean;
  readonly emit: (event: PhoneEvent) => void;
  readonly onGone: () => void;
  readonly deps: Pick<SipPhoneDeps, 'clock' | 'setTimer' | 'random' | 'logger'>;
}

interface EndCause {
  readonly reason: EndReason;
  readonly code: ErrorCode | null;
}

/** One call over one sip.js session; the same for both directions once it is connected. */
export interface SipCall {
  answer(): Promise<void>;
  decline(): Promise<void>;
  /** The call is over for the agent at once; the PBX hears it as soon as it can. */
  hangUp(): void;
  setMuted(muted: boolean): void;
  setHeld(held: boolean): Promise<void>;
  sendDtmf(digits: string): Promise<void>;
  /** After a lost socket came back: a re-INVITE with ICE restart, or the BYE that could not be sent. */
  revive(): Promise<void>;
  onFarHold(held: boolean): void;
  onAck(): void;
  /** The reason to report when the session ends by itself; the first one given counts. */
  explainEnd(reason: EndReason, code?: ErrorCode | null): void;
}

export function createSipCall(parts: SipCallParts): SipCall {
  const { callId, session, adapter, media, deps, emit } = parts;
  /** RFC 3261 §14.1: no re-INVITE before our 200 is acknowledged; some far sides drop it without a word. */
  let acknowledge = () => {};
  const acknowledged =
    session instanceof Inviter
      ? Promise.resolve()
      : new Promise<void>((resolve) => (acknowledge = resolve));
  const reinvite = createReinviter(session, acknowledged, deps);
  const now = () => deps.clock.now();
  let cause: EndCause | null = null;
  let phase: 'new' | 'connected' | 'ended' = 'new';
  let answering: Promise<void> | null = null;
  let muted = false;
  let held = false;
  let farHeld = false;
  let owesBye = false;

  /** Nobody took it while it rang, or it broke for a reason that nobody gave. */
  const unexplained = (): EndCause =>
    phase === 'new' && session instanceof Invitation
      ? { reason: 'missed', code: null }
      : { reason: 'failed', code: 'sip.callFailed' };
  const tuneMicrophone = () => media.setMicrophoneOpen(phase === 'connected' && !muted && !held);
  const explainEnd = (reason: EndReason, code: ErrorCode | null = null) => {
    cause ??= { reason, code };
  };
  const end = () => {
    if (phase === 'ended') return;
    const why = cause ?? unexplained();
    phase = 'ended';
    tuneMicrophone();
    emit({ kind: 'ended', callId, at: now(), ...why });
  };
  const connected = () => {
    if (phase !== 'new') return;
    phase = 'connected';
    tuneMicrophone();
    emit({ kind: 'connected', callId, at: now() });
  };
  const requireConnected = () => {
    if (phase !== 'connected') throw new AppError('phone.notAllowedNow');
  };

  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) connected();
    if (state !== SessionState.Terminated) return;
    /** sip.js moves to this state before it hands over the response that says why. */
    queueMicrotask(() => {
      acknowledge();
      end();
      parts.onGone();
    });
  });

  return {
    explainEnd,
    onAck: () => acknowledge(),
    answer() {
      if (!(session instanceof Invitation) || phase === 'ended')
        throw new AppError('phone.notAllowedNow');
      answering ??= accept(session, explainEnd);
      return answering;
    },
    async decline() {
      if (!(session instanceof Invitation) || session.state !== SessionState.Initial) {
        throw new AppError('phone.notAllowedNow');
      }
      explainEnd('declined');
      await session.reject({ statusCode: 486 });
    },
    hangUp() {
      if (phase === 'ended') return;
      explainEnd(phase === 'new' && session instanceof Inviter ? 'cancelled' : 'agentHungUp');
      const reachable = parts.isConnected();
      owesBye = !reachable && session.state === SessionState.Established;
      end();
      if (!owesBye) inBackground(leave(session), deps.logger, 'sip.hangUpFailed');
    },
    setMuted(next) {
      requireConnected();
      if (muted === next) return;
      muted = next;
      tuneMicrophone();
      emit({ kind: 'muted', callId, at: now(), muted });
    },
    async setHeld(next) {
      requireConnected();
      if (held === next) return;
      const before = adapter.direction;
      adapter.direction = next ? 'sendonly' : 'sendrecv';
      try {
        await reinvite();
      } catch (error) {
        adapter.direction = before;
        throw error;
      }
      held = next;
      tuneMicrophone();
      emit({ kind: 'agentHold', callId, at: now(), held });
    },
    async sendDtmf(digits) {
      requireConnected();
      await sendDigits({ session, digits, how: parts.dtmf, setTimer: deps.setTimer });
    },
    async revive() {
      if (session.state !== SessionState.Established) return;
      if (owesBye) return leave(session);
      adapter.iceRestart = true;
      const status = await reinvite().then(
        () => 200,
        (error: unknown) =>
          error instanceof AppError && typeof error.cause === 'number' ? error.cause : 0,
      );
      if (!isCallGone(status)) return;
      explainEnd('connectionLost', 'sip.connectionLost');
      end();
      await leave(session);
    },
    onFarHold(next) {
      if (phase !== 'connected' || farHeld === next) return;
      farHeld = next;
      emit({ kind: 'farHold', callId, at: now(), held: next });
    },
  };
}

async function accept(
  invitation: Invitation,
  explainEnd: (reason: EndReason, code: ErrorCode) => void,
): Promise<void> {
  if (invitation.state !== SessionState.Initial) throw new AppError('phone.notAllowedNow');
  try {
    await invitation.accept();
  } catch (cause) {
    explainEnd('failed', 'media.negotiationFailed');
    throw cause instanceof AppError ? cause : new AppError('media.negotiationFailed', { cause });
  }
  if (!isEstablished(invitation)) throw new AppError('phone.noSuchCall');
}

/** Ends a session from our side by whatever its state asks for: CANCEL, a final response, or BYE (RFC 3261 §9, §15). */
async function leave(session: Session): Promise<void> {
  if (session.state === SessionState.Established) {
    await session.bye();
  } else if (session instanceof Inviter && session.state !== SessionState.Terminated) {
    await session.cancel();
  } else if (session instanceof Invitation && session.state === SessionState.Initial) {
    await session.reject({ statusCode: 486 });
  }
}

function isEstablished(session: Session): boolean {
  return session.state === SessionState.Established;
}
