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
export class CallLife {
  /** RFC 3261 §14.1: no re-INVITE before our 200 is acknowledged; some far sides drop it without a word. */
  readonly acknowledged: Promise<void>;
  readonly #deps: CallLifeDeps;
  #phase: 'new' | 'connected' | 'ended' = 'new';
  #cause: EndCause | null = null;
  #isAnswered = false;
  #isAcknowledged: boolean;
  #acknowledge = () => {};

  constructor(deps: CallLifeDeps) {
    const { session } = deps;
    this.#deps = deps;
    this.#isAcknowledged = session instanceof Inviter;
    this.acknowledged = this.#isAcknowledged
      ? Promise.resolve()
      : new Promise<void>((resolve) => (this.#acknowledge = resolve));
    session.stateChange.addListener((state) => this.#handleState(state));
  }

  get phase(): 'new' | 'connected' | 'ended' {
    return this.#phase;
  }

  /** Throws `phone.notAllowedNow` unless the call is connected. */
  requireConnected(): void {
    if (this.#phase !== 'connected') throw new AppError('phone.notAllowedNow');
  }

  /** The reason to report when the session ends by itself; the first one given counts. */
  explainEnd(reason: EndReason, code: ErrorCode | null = null): void {
    this.#cause ??= { reason, code };
  }

  /** Over for the agent now, whatever the wire still has to do. */
  end(): void {
    if (this.#phase === 'ended') return;
    const { callId, clock, emit, onPhase } = this.#deps;
    const why = this.#cause ?? this.#unexplained();
    this.#phase = 'ended';
    onPhase();
    emit({ kind: 'ended', callId, at: clock.now(), ...why });
  }

  /** Over without a word: another session goes on in its place. */
  retire(): void {
    this.#phase = 'ended';
  }

  /** What was missing may be there now: connected once it is answered and agreed. */
  lookAgain(): void {
    const { callId, clock, emit, onPhase, isAgreed } = this.#deps;
    if (this.#phase !== 'new' || !this.#isAnswered || !isAgreed()) return;
    this.#phase = 'connected';
    onPhase();
    emit({ kind: 'connected', callId, at: clock.now() });
  }

  /** `hasBody`: an answer may be in it; without one nothing that we offered in a 200 is agreed. */
  handleAck(hasBody: boolean): void {
    this.#isAcknowledged = true;
    if (!hasBody && !this.#deps.isAgreed()) this.#cause ??= noDescription;
    this.#acknowledge();
  }

  #handleState(state: SessionState): void {
    if (state === SessionState.Established) {
      this.#isAnswered = true;
      this.lookAgain();
    }
    if (state !== SessionState.Terminated) return;
    /** sip.js moves to this state before it hands over the response that says why. */
    queueMicrotask(() => {
      this.#acknowledge();
      this.end();
      this.#deps.onGone();
    });
  }

  /** Nobody took it while it rang; our 200 was never acknowledged; or it broke for a reason that nobody gave. */
  #unexplained(): EndCause {
    const { session, isAgreed } = this.#deps;
    const isNew = this.#phase === 'new';
    if (isNew && session instanceof Invitation && !this.#isAnswered)
      return { reason: 'missed', code: null };
    if (!this.#isAcknowledged) return { reason: 'failed', code: 'sip.notAcknowledged' };
    // sip.js ends a call of ours that is answered without a description before it hands the answer over.
    if (isNew && !isAgreed()) return noDescription;
    return { reason: 'failed', code: isNew ? 'sip.callFailed' : 'sip.callCut' };
  }
}
