import { Invitation, Inviter, type Session, SessionState } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { EndReason } from '../../../shared/domain/calls/call.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { PhoneEvent } from '../../core/phone.ts';

export interface CallLifeDeps {
  readonly callId: CallId;
  readonly session: Session;
  readonly clock: Clock;
  readonly emit: (event: PhoneEvent) => void;
  /** Before `connected` or `ended` is told. */
  readonly onPhase: () => void;
  readonly onGone: () => void;
  /** Offer and answer are exchanged: there is something to talk over. */
  readonly isAgreed: () => boolean;
}

interface EndCause {
  readonly reason: EndReason;
  readonly code: ErrorCode | null;
}

const noDescription: EndCause = { reason: 'failed', code: 'media.noAudioLine' };

/** From session states to the two moments that count: connected once, ended once with the reason. */
export interface CallLife {
  phase(): 'new' | 'connected' | 'ended';
  /** Throws `phone.notAllowedNow` unless the call is connected. */
  requireConnected(): void;
  /** The reason to report when the session ends by itself; the first one given counts. */
  explainEnd(reason: EndReason, code?: ErrorCode | null): void;
  /** Over for the agent now, whatever the wire still has to do. */
  end(): void;
  /** Over without a word: another session goes on in its place. */
  retire(): void;
  /** RFC 3261 §14.1: no re-INVITE before our 200 is acknowledged; some far sides drop it without a word. */
  readonly acknowledged: Promise<void>;
  /** `hasBody`: an answer may be in it; without one nothing that we offered in a 200 is agreed. */
  onAck(hasBody: boolean): void;
  /** What was missing may be there now: connected once it is answered and agreed. */
  lookAgain(): void;
}

export function createCallLife(parts: CallLifeDeps): CallLife {
  const { callId, session, clock, emit } = parts;
  let acknowledge = () => {};
  const acknowledged =
    session instanceof Inviter
      ? Promise.resolve()
      : new Promise<void>((resolve) => (acknowledge = resolve));
  let cause: EndCause | null = null;
  let isAnswered = false;
  let isAcknowledged = session instanceof Inviter;
  let phase: 'new' | 'connected' | 'ended' = 'new';

  /** Nobody took it while it rang; our 200 was never acknowledged; or it broke for a reason that nobody gave. */
  const unexplained = (): EndCause => {
    if (phase === 'new' && session instanceof Invitation && !isAnswered)
      return { reason: 'missed', code: null };
    if (!isAcknowledged) return { reason: 'failed', code: 'sip.notAcknowledged' };
    // sip.js ends a call of ours that is answered without a description before it hands the answer over.
    if (phase === 'new' && !parts.isAgreed()) return noDescription;
    return { reason: 'failed', code: phase === 'new' ? 'sip.callFailed' : 'sip.callCut' };
  };
  const end = () => {
    if (phase === 'ended') return;
    const why = cause ?? unexplained();
    phase = 'ended';
    parts.onPhase();
    emit({ kind: 'ended', callId, at: clock.now(), ...why });
  };
  const connect = () => {
    if (phase !== 'new' || !isAnswered || !parts.isAgreed()) return;
    phase = 'connected';
    parts.onPhase();
    emit({ kind: 'connected', callId, at: clock.now() });
  };

  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) {
      isAnswered = true;
      connect();
    }
    if (state !== SessionState.Terminated) return;
    /** sip.js moves to this state before it hands over the response that says why. */
    queueMicrotask(() => {
      acknowledge();
      end();
      parts.onGone();
    });
  });
  return {
    phase: () => phase,
    requireConnected() {
      if (phase !== 'connected') throw new AppError('phone.notAllowedNow');
    },
    explainEnd(reason, code = null) {
      cause ??= { reason, code };
    },
    end,
    retire() {
      phase = 'ended';
    },
    acknowledged,
    lookAgain: connect,
    onAck(hasBody) {
      isAcknowledged = true;
      if (!hasBody && !parts.isAgreed()) cause ??= noDescription;
      acknowledge();
    },
  };
}
