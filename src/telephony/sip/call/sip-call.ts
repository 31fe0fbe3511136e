import { type Core, Invitation, Inviter, type Session, SessionState, type URI } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { EndReason } from '../../../shared/domain/calls/call.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { PhoneConfig } from '../../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { inBackground } from '../../core/in-background.ts';
import type { MediaSession } from '../../core/media-port.ts';
import type { PhoneEvent } from '../../core/phone.ts';
import type { EarlyAnswer, EarlyAnswers } from '../media/early-answer.ts';
import { createReinviter } from '../media/reinvite.ts';
import { guardReinvites } from '../media/reinvite-guard.ts';
import type { SdhAdapter } from '../media/sdh-adapter.ts';
import { codeOfReinvite, refusedMedia, statusOfReinvite } from '../sip-errors.ts';
import type { SipPhoneDeps } from '../sip-phone-deps.ts';
import { createCallIdentity } from './call-identity.ts';
import { CallLife } from './call-life.ts';
import { CallSound } from './call-sound.ts';
import { CallSurvival } from './call-survival.ts';
import { createCallTimer } from './call-timer.ts';
import { cancelInvite } from './dialling-limit.ts';
import { sendDigits } from './dtmf.ts';
import type { UpdateAnswer } from './in-dialog-update.ts';
import { referToReplace } from './refer.ts';
import { readMinSe } from './session-expires.ts';
import { type SessionTimer, allowHeader } from './session-timer.ts';
import { type ReferOrder, createTransfer } from './transfer.ts';

export interface SipCallDeps extends Pick<
  SipPhoneDeps,
  'clock' | 'setTimer' | 'random' | 'logger'
> {
  readonly callId: CallId;
  /** The far side, as it called or was dialled. */
  readonly number: string;
  readonly session: Session;
  readonly adapter: SdhAdapter;
  readonly media: MediaSession;
  readonly earlyAnswers: EarlyAnswers;
  readonly dtmf: PhoneConfig['dtmf'];
  readonly isConnected: () => boolean;
  /** A socket to the address that has this call is open. */
  readonly canReach: () => boolean;
  /** Seconds of the session timer; 0 = none. */
  readonly sessionSeconds: number;
  readonly emit: (event: PhoneEvent) => void;
  readonly onGone: (call: SipCall) => void;
}

/** One call over one sip.js session; the same for both directions once it is connected. */
export class SipCall {
  readonly #deps: SipCallDeps;
  readonly #life: CallLife;
  readonly #identity: ReturnType<typeof createCallIdentity>;
  readonly #timer: SessionTimer;
  readonly #sound: CallSound;
  readonly #survival: CallSurvival;
  readonly #reinvite: () => Promise<void>;
  readonly #refer: (order: ReferOrder) => Promise<void>;
  /** `null` for a call that we place. */
  readonly #early: EarlyAnswer | null;
  #answering: Promise<void> | null = null;
  /** What a BYE of the far side means; `null` = what it says. */
  #byeMeans: EndReason | null = null;

  constructor(deps: SipCallDeps) {
    const { session, adapter, canReach } = deps;
    this.#deps = deps;
    this.#life = new CallLife({
      ...deps,
      onPhase: () => this.#sound.tune(),
      onGone: () => deps.onGone(this),
      isAgreed: () => adapter.isAgreed,
    });
    this.#identity = createCallIdentity(deps);
    this.#timer = createCallTimer({
      ...deps,
      seconds: deps.sessionSeconds,
      isConnected: canReach,
      reinvite: () => this.#reinvite(),
      onGone: () => this.#survival.endLost(),
      onExpired: () => this.#survival.endLost(),
      onReinvite: this.#identity.heardRequest,
    });
    this.#reinvite = createReinviter(session, this.#life.acknowledged, {
      ...deps,
      timer: this.#timer,
    });
    this.#sound = new CallSound({
      ...deps,
      life: this.#life,
      reinvite: () => this.#reinviteOrEnd(),
    });
    this.#survival = new CallSurvival({
      ...deps,
      life: this.#life,
      leave: () => this.#leave(),
      renegotiate: () => this.#renegotiate(),
    });
    this.#refer = createTransfer({
      ...deps,
      life: this.#life,
      expectBye: (reason) => this.expectBye(reason),
    });
    this.#early =
      session instanceof Invitation
        ? deps.earlyAnswers.of({
            ...deps,
            invitation: session,
            restart: () => this.restart(),
            onRefused: (error) => this.refuse(error),
          })
        : null;
    adapter.news = {
      onFarHold: (held) => this.#sound.setFarHeld(held),
      onAgreed: () => this.#life.lookAgain(),
      onRefused: (error) => this.refuse(error),
      onChangeRefused: ({ code }) => this.#tellChangeRefused(code),
    };
    this.#listen();
    guardReinvites(session, adapter, deps.setTimer);
  }

  get number(): string {
    return this.#deps.number;
  }

  /** Throws `phone.notAllowedNow` unless the call is connected. */
  requireConnected(): void {
    this.#life.requireConnected();
  }

  /** Makes the answer while it rings, see `EarlyAnswer.begin`. */
  prepareAnswer(): void {
    this.#early?.begin();
  }

  answer(): Promise<void> {
    const { session } = this.#deps;
    if (!(session instanceof Invitation) || this.#life.phase === 'ended')
      throw new AppError('phone.notAllowedNow');
    if (!this.#deps.isConnected()) throw new AppError('sip.connectionLost');
    this.#answering ??= this.#accept(session);
    return this.#answering;
  }

  async decline(): Promise<void> {
    const { session } = this.#deps;
    if (!(session instanceof Invitation) || session.state !== SessionState.Initial)
      throw new AppError('phone.notAllowedNow');
    this.#life.explainEnd('declined');
    await session.reject({ statusCode: 486 });
  }

  /** The call is over for the agent at once; the PBX hears it as soon as it can. */
  hangUp(): void {
    const isCancelled = this.#life.phase === 'new' && this.#deps.session instanceof Inviter;
    this.leaveAs(isCancelled ? 'cancelled' : 'agentHungUp');
  }

  /** Over for the agent at once, for this reason; the PBX hears it as soon as it can. */
  leaveAs(reason: EndReason, code: ErrorCode | null = null): void {
    if (this.#life.phase === 'ended') return;
    this.#life.explainEnd(reason, code);
    this.#survival.end();
  }

  setMuted(muted: boolean): void {
    this.#sound.setMuted(muted);
  }

  setHeld(held: boolean): Promise<void> {
    return this.#sound.setHeld(held);
  }

  async sendDtmf(digits: string): Promise<void> {
    this.#life.requireConnected();
    const { session, media, dtmf, setTimer } = this.#deps;
    await sendDigits({ session, media, digits, how: dtmf, setTimer });
  }

  /** Resolves when the call has been handed over and is over here. */
  async transfer(order: ReferOrder): Promise<void> {
    await this.#refer(order);
    this.leaveAs(order.reason);
  }

  /** `Refer-To` that puts somebody else in our place in this call. */
  replaceUri(): URI {
    return referToReplace(this.#deps.session);
  }

  /** What a BYE of the far side means from now on; `null` = what it says. */
  expectBye(reason: EndReason | null): void {
    this.#byeMeans = reason;
  }

  /** The reason to report when the session ends by itself; the first one given counts. */
  explainEnd(reason: EndReason, code: ErrorCode | null = null): void {
    this.#life.explainEnd(reason, code);
  }

  /** Another INVITE takes the place of this one; nobody is told of an end. */
  retire(): void {
    this.#life.retire();
  }

  /** Nobody can talk over the far side's offer: 488 while it rings, and the reason of the end. */
  refuse({ code }: AppError): void {
    this.#life.explainEnd('failed', code);
    const { session, logger } = this.#deps;
    if (session instanceof Invitation && isUnanswered(session))
      inBackground(session.reject({ statusCode: 488 }), logger, 'sip.rejectFailed');
  }

  /** The socket is gone: what needs it to come about is over, what talks goes on. */
  lose(): void {
    this.#survival.lose();
  }

  /** After a lost socket came back: a re-INVITE with ICE restart, or the BYE that could not be sent. */
  revive(): Promise<void> {
    return this.#survival.revive();
  }

  /** The path never came up: another one, by ICE restart. */
  restart(): Promise<void> {
    this.#deps.adapter.iceRestart = true;
    return this.#agreeOrEnd();
  }

  /** Another fork has answered than the media were made with: connected once a re-INVITE has made new ones. */
  async startOver(accept: () => Promise<void>): Promise<void> {
    this.#deps.adapter.startOver();
    await accept();
    inBackground(this.#agreeOrEnd(), this.#deps.logger, 'sip.reviveFailed');
  }

  /** `null` when this is not the dialog. */
  answerUpdate(request: Core.IncomingRequestMessage): UpdateAnswer | null {
    const { session, adapter } = this.#deps;
    if (!isWithin(session, request)) return null;
    this.#identity.heardRequest(request);
    return {
      headers: session.dialog ? this.#timer.answerHeaders(request) : [],
      takeOffer: isEstablished(session) ? (offer) => adapter.answerUpdate(offer) : null,
    };
  }

  /** A 1xx to our first INVITE. */
  heardProgress(response: Core.IncomingResponseMessage): void {
    this.#identity.heardResponse(response);
  }

  /** A 2xx to our first INVITE. */
  heardAnswer(response: Core.IncomingResponseMessage): void {
    this.#timer.heardAnswer(response);
    this.#identity.heardResponse(response);
  }

  /** 422 (RFC 4028 §7.4): seconds to ask for in the next INVITE; `null` = no use. */
  longerTimer(response: Core.IncomingResponseMessage): number | null {
    return this.#timer.heardTooShort(response) ? readMinSe(response) : null;
  }

  /** The far side's words about the call. A REFER is refused: sip.js would follow it unasked. */
  #listen(): void {
    this.#deps.session.delegate = {
      onBye: (bye) => {
        this.#life.explainEnd(this.#byeMeans ?? 'citizenHungUp');
        void bye.accept();
      },
      onCancel: ({ request }) => {
        const isTaken = request.getHeaders('reason').some(isAnsweredElsewhere);
        this.#life.explainEnd(isTaken ? 'cancelled' : 'missed');
      },
      onAck: ({ request }) => this.#life.handleAck(request.body !== ''),
      onRefer: (referral) => void referral.reject(),
    };
  }

  async #accept(invitation: Invitation): Promise<void> {
    if (invitation.state !== SessionState.Initial) throw new AppError('phone.notAllowedNow');
    const extraHeaders = [allowHeader, ...this.#timer.answerHeaders(invitation.request)];
    try {
      const wait = this.#early?.untilAnswerMayGo();
      if (wait) await wait;
      await invitation.accept({ extraHeaders });
    } catch (cause) {
      const error = refusedMedia(cause);
      this.#life.explainEnd('failed', error.code);
      throw error;
    }
    if (!isEstablished(invitation)) throw new AppError('phone.noSuchCall');
    this.#early?.handleAnswered();
  }

  /** Ends the session from our side by whatever its state asks for: CANCEL, a final response, or BYE (RFC 3261 §9, §15). */
  async #leave(): Promise<void> {
    const { session, setTimer } = this.#deps;
    if (session.state === SessionState.Established) {
      await session.bye();
    } else if (session instanceof Inviter && session.state !== SessionState.Terminated) {
      await cancelInvite(session, setTimer);
    } else if (session instanceof Invitation && session.state === SessionState.Initial) {
      await session.reject({ statusCode: 486 });
    }
  }

  /** RFC 3261 §12.2.1.2: 481 says that the far side no longer has the call. */
  async #reinviteOrEnd(): Promise<void> {
    try {
      await this.#reinvite();
    } catch (error) {
      if (statusOfReinvite(error) === 481 && this.#deps.canReach()) this.#survival.endLost();
      throw error;
    }
  }

  /** Without a new agreement nobody would hear anybody. Without a socket nothing was refused: what that means is told elsewhere. */
  async #agreeOrEnd(): Promise<void> {
    try {
      await this.#reinvite();
    } catch (error) {
      if (this.#deps.canReach()) this.leaveAs('failed', codeOfReinvite(error));
    }
  }

  #renegotiate(): Promise<number> {
    this.#deps.adapter.iceRestart = true;
    return this.#reinvite().then(() => 200, statusOfReinvite);
  }

  #tellChangeRefused(code: ErrorCode): void {
    const { callId, clock, emit } = this.#deps;
    emit({ kind: 'changeRefused', callId, at: clock.now(), code });
  }
}

/**
 * Two calls may share a Call-ID; our tag is of one alone. An early UPDATE comes before sip.js has a dialog for the session, so the
 * tag is that of its first request.
 */
function isWithin(session: Session, request: Core.IncomingRequestMessage): boolean {
  if (!(session instanceof Invitation || session instanceof Inviter)) return false;
  const { callId, toTag, fromTag } = session.request;
  const ourTag = session instanceof Invitation ? toTag : fromTag;
  return callId === request.callId && ourTag === request.toTag;
}

function isUnanswered({ state }: Session): boolean {
  return state === SessionState.Initial || state === SessionState.Establishing;
}

/** A function of its own, because the state changes under `await` and the compiler does not know that. */
function isEstablished(session: Session): boolean {
  return session.state === SessionState.Established;
}

/** `Reason: SIP;cause=200` (RFC 3326): another desk took the call, so nobody missed it. Other protocols may have reasons beside it. */
function isAnsweredElsewhere(reason: string): boolean {
  return /cause\s*=\s*200\b/.test(reason);
}
