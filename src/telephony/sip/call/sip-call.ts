import { type Core, Invitation, Inviter, type Session, SessionState, type URI } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { EndReason } from '../../../shared/domain/calls/call.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { PhoneConfig } from '../../../shared/domain/phone/phone-state.ts';
import { inBackground } from '../../core/in-background.ts';
import type { MediaSession } from '../../core/media-port.ts';
import type { PhoneEvent } from '../../core/phone.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { type CallLife, createCallLife } from './call-life.ts';
import { createCallIdentity } from './call-identity.ts';
import { createCallSound } from './call-sound.ts';
import { type CallSurvival, createCallSurvival } from './call-survival.ts';
import { createCallTimer } from './call-timer.ts';
import { cancelInvite } from './dialling-limit.ts';
import { sendDigits } from './dtmf.ts';
import type { EarlyAnswer } from '../media/early-answer.ts';
import type { AnswerUpdate } from './in-dialog-update.ts';
import { type NewMedia, createNewMedia } from '../media/new-media.ts';
import { referToReplace } from './refer.ts';
import { createReinviter } from '../media/reinvite.ts';
import type { DescriptionNews, SdhAdapter } from '../media/sdh-adapter.ts';
import { readMinSe } from './session-expires.ts';
import { refusedMedia, statusOfReinvite } from '../sip-errors.ts';
import type { SipPhoneDeps } from '../sip-phone-deps.ts';
import { type ReferOrder, createTransfer } from './transfer.ts';

export interface SipCallDeps {
  readonly callId: CallId;
  /** The far side, as it called or was dialled. */
  readonly number: string;
  readonly session: Session;
  readonly adapter: SdhAdapter;
  readonly media: MediaSession;
  /** `null` for a call that we place. */
  readonly early: EarlyAnswer | null;
  readonly dtmf: PhoneConfig['dtmf'];
  readonly isConnected: () => boolean;
  /** A socket to the address that has this call is open. */
  readonly canReach: () => boolean;
  /** Seconds of the session timer; 0 = none. */
  readonly sessionSeconds: number;
  readonly emit: (event: PhoneEvent) => void;
  readonly onGone: () => void;
  readonly deps: Pick<SipPhoneDeps, 'clock' | 'setTimer' | 'random' | 'logger'>;
}

/** One call over one sip.js session; the same for both directions once it is connected. */
export interface SipCall
  extends Pick<CallLife, 'explainEnd' | 'onAck' | 'requireConnected'>, NewMedia {
  readonly number: string;
  answer(): Promise<void>;
  decline(): Promise<void>;
  /** The call is over for the agent at once; the PBX hears it as soon as it can. */
  hangUp(): void;
  setMuted(muted: boolean): void;
  setHeld(held: boolean): Promise<void>;
  sendDtmf(digits: string): Promise<void>;
  /** The socket is gone: what needs it to come about is over, what talks goes on. */
  lose(): void;
  /** After a lost socket came back: a re-INVITE with ICE restart, or the BYE that could not be sent. */
  revive(): Promise<void>;
  /** `null` when this is not the dialog. */
  readonly answerUpdate: AnswerUpdate;
  /** Another INVITE takes the place of this one; nobody is told of an end. */
  retire(): void;
  /** A 1xx to our first INVITE. */
  heardProgress(response: Core.IncomingResponseMessage): void;
  /** A 2xx to our first INVITE. */
  heardAnswer(response: Core.IncomingResponseMessage): void;
  /** 422 (RFC 4028 §7.4): seconds to ask for in the next INVITE; `null` = no use. */
  longerTimer(response: Core.IncomingResponseMessage): number | null;
  /** Nobody can talk over the far side's offer: 488 while it rings, and the reason of the end. */
  refuse(error: AppError): void;
  /** Resolves when the call has been handed over and is over here. */
  transfer(order: ReferOrder): Promise<void>;
  /** `Refer-To` that puts somebody else in our place in this call. */
  replaceUri(): URI;
  /** What a BYE of the far side means from now on; `null` = what it says. */
  expectBye(reason: EndReason | null): void;
  onBye(): void;
  /** Over for the agent at once, for this reason; the PBX hears it as soon as it can. */
  leaveAs(reason: EndReason): void;
}

export function createSipCall(parts: SipCallDeps): SipCall {
  const { session, adapter, deps, canReach, sessionSeconds: seconds } = parts;
  const life: CallLife = createCallLife({
    ...parts,
    clock: deps.clock,
    onPhase: () => sound.tune(),
    isAgreed: () => adapter.isAgreed,
  });
  const identity = createCallIdentity({ ...parts, clock: deps.clock });
  const { timer, acceptHeaders } = createCallTimer({
    ...deps,
    session,
    seconds,
    isConnected: canReach,
    reinvite: () => reinvite(),
    onGone: () => survival.endLost(),
    onExpired: () => survival.endLost(),
    onReinvite: identity.heardRequest,
  });
  const reinvite = createReinviter(session, life.acknowledged, { ...deps, timer, adapter });
  const holdOrEnd = endingIfGone(reinvite, () => canReach() && survival.endLost());
  const sound = createCallSound({
    ...parts,
    clock: deps.clock,
    life: () => life,
    reinvite: holdOrEnd,
  });
  let answering: Promise<void> | null = null;
  let byeMeans: EndReason | null = null;
  const expectBye = (reason: EndReason | null) => void (byeMeans = reason);
  const transfer = createTransfer({ ...parts, ...deps, life, expectBye });
  const refuse = createRefusal(parts, life);
  adapter.news = createNews(parts, { sound, life, refuse });
  const leaveAs = (reason: EndReason) => {
    if (life.phase() === 'ended') return;
    life.explainEnd(reason);
    survival.end();
  };
  const survival: CallSurvival = createCallSurvival({
    ...deps,
    session,
    life,
    canReach,
    leave: () => leave(session, deps.setTimer),
    renegotiate() {
      adapter.iceRestart = true;
      return reinvite().then(() => 200, statusOfReinvite);
    },
  });
  return {
    number: parts.number,
    ...createNewMedia({ adapter, life, survival, reinvite, canReach, logger: deps.logger }),
    explainEnd: life.explainEnd,
    requireConnected: life.requireConnected,
    expectBye,
    onBye: () => life.explainEnd(byeMeans ?? 'citizenHungUp'),
    leaveAs,
    replaceUri: () => referToReplace(session),
    async transfer(order) {
      await transfer(order);
      leaveAs(order.reason);
    },
    onAck: life.onAck,
    setMuted: sound.setMuted,
    setHeld: sound.setHeld,
    refuse,
    answer() {
      if (!(session instanceof Invitation) || life.phase() === 'ended')
        throw new AppError('phone.notAllowedNow');
      if (!parts.isConnected()) throw new AppError('sip.connectionLost');
      answering ??= accept(session, life, { early: parts.early, headers: acceptHeaders(session) });
      return answering;
    },
    async decline() {
      if (!(session instanceof Invitation) || session.state !== SessionState.Initial) {
        throw new AppError('phone.notAllowedNow');
      }
      life.explainEnd('declined');
      await session.reject({ statusCode: 486 });
    },
    hangUp() {
      leaveAs(life.phase() === 'new' && session instanceof Inviter ? 'cancelled' : 'agentHungUp');
    },
    async sendDtmf(digits) {
      life.requireConnected();
      await sendDigits({
        session,
        media: parts.media,
        digits,
        how: parts.dtmf,
        setTimer: deps.setTimer,
      });
    },
    lose: survival.lose,
    revive: survival.revive,
    answerUpdate: (request) => answerUpdateOf(request, { session, identity, timer, adapter }),
    retire: life.retire,
    heardProgress: identity.heardResponse,
    heardAnswer(response) {
      timer.heardAnswer(response);
      identity.heardResponse(response);
    },
    longerTimer: (response) => (timer.heardTooShort(response) ? readMinSe(response) : null),
  };
}

async function accept(
  invitation: Invitation,
  life: CallLife,
  { early, headers: extraHeaders }: { early: EarlyAnswer | null; headers: string[] },
): Promise<void> {
  if (invitation.state !== SessionState.Initial) throw new AppError('phone.notAllowedNow');
  try {
    const wait = early?.untilAnswerMayGo();
    if (wait) await wait;
    await invitation.accept({ extraHeaders });
  } catch (cause) {
    const error = refusedMedia(cause);
    life.explainEnd('failed', error.code);
    throw error;
  }
  if (!isEstablished(invitation)) throw new AppError('phone.noSuchCall');
  early?.handleAnswered();
}

/** Ends a session from our side by whatever its state asks for: CANCEL, a final response, or BYE (RFC 3261 §9, §15). */
async function leave(session: Session, setTimer: SetTimer): Promise<void> {
  if (session.state === SessionState.Established) {
    await session.bye();
  } else if (session instanceof Inviter && session.state !== SessionState.Terminated) {
    await cancelInvite(session, setTimer);
  } else if (session instanceof Invitation && session.state === SessionState.Initial) {
    await session.reject({ statusCode: 486 });
  }
}

/** RFC 3261 §12.2.1.2: 481 says that the far side no longer has the call. */
function endingIfGone(reinvite: () => Promise<void>, onGone: () => void): () => Promise<void> {
  return () =>
    reinvite().catch((error: unknown) => {
      if (statusOfReinvite(error) === 481) onGone();
      throw error;
    });
}

function createRefusal({ session, deps }: SipCallDeps, life: CallLife): SipCall['refuse'] {
  return ({ code }) => {
    life.explainEnd('failed', code);
    notAcceptable(session, deps.logger);
  };
}

/** What becomes of the call with each description. */
function createNews(
  { emit, callId, deps }: SipCallDeps,
  call: {
    readonly sound: ReturnType<typeof createCallSound>;
    readonly life: CallLife;
    readonly refuse: SipCall['refuse'];
  },
): DescriptionNews {
  return {
    onFarHold: call.sound.onFarHold,
    onAgreed: call.life.lookAgain,
    onRefused: call.refuse,
    onChangeRefused: ({ code }) =>
      emit({ kind: 'changeRefused', callId, at: deps.clock.now(), code }),
  };
}

/** 488 to an INVITE that has no final response yet. */
function notAcceptable(session: Session, logger: SipPhoneDeps['logger']): void {
  if (session instanceof Invitation && isUnanswered(session))
    inBackground(session.reject({ statusCode: 488 }), logger, 'sip.rejectFailed');
}

function isUnanswered({ state }: Session): boolean {
  return state === SessionState.Initial || state === SessionState.Establishing;
}

function answerUpdateOf(
  request: Core.IncomingRequestMessage,
  { session, identity, timer, adapter }: UpdateParts,
): ReturnType<AnswerUpdate> {
  if (!isWithin(session, request)) return null;
  identity.heardRequest(request);
  return {
    headers: session.dialog ? timer.answerHeaders(request) : [],
    takeOffer: isEstablished(session) ? (offer) => adapter.answerUpdate(offer) : null,
  };
}

interface UpdateParts {
  readonly session: Session;
  readonly identity: ReturnType<typeof createCallIdentity>;
  readonly timer: ReturnType<typeof createCallTimer>['timer'];
  readonly adapter: SdhAdapter;
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

/** A function of its own, because the state changes under `await` and the compiler does not know that. */
function isEstablished(session: Session): boolean {
  return session.state === SessionState.Established;
}
