import {
  type Core,
  Invitation,
  Inviter,
  type Session,
  type SessionDescriptionHandler,
} from 'sip.js';
import { AppError } from '../../shared/app-error.ts';
import type { EndReason } from '../../shared/domain/call.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { PhoneConfig } from '../../shared/domain/phone-state.ts';
import { inBackground } from '../core/in-background.ts';
import type { DialOrder, PhoneEvent, TransferOrder } from '../core/phone.ts';
import { createEarlyAnswers } from './early-answer.ts';
import { dialFeatureCode } from './feature-code.ts';
import { isTestRing, readInviteFacts } from './invite-facts.ts';
import { placeCall } from './place-call.ts';
import { referToUri } from './refer-target.ts';
import { refusalOf } from './ring-refusal.ts';
import { SdhAdapter } from './sdh-adapter.ts';
import { type SipCall, createSipCall } from './sip-call.ts';
import type { SipLine, SipLineHandlers } from './sip-line.ts';
import type { SipPhoneDeps } from './sip-phone-deps.ts';
import { sipUri } from './user-agent.ts';

export interface SipCallsParts {
  readonly config: PhoneConfig;
  readonly deps: SipPhoneDeps;
  readonly emit: (event: PhoneEvent) => void;
  /** The line that carries the calls; known after it was made with `descriptionHandlerOf`. */
  readonly line: () => SipLine;
}

/** The calls of one account. */
export interface SipCalls {
  /** Fails with `phone.noSuchCall`. */
  get(callId: CallId): SipCall;
  ring(invitation: Invitation): void;
  dial(order: DialOrder): Promise<void>;
  /** See `Phone.transfer`. */
  transfer(order: TransferOrder): Promise<void>;
  /** See `Phone.tell`. */
  tell(code: string): Promise<void>;
  /** The line's socket is gone. */
  loseAll(): void;
  reviveAll(): void;
  callsLive: SipLineHandlers['callsLive'];
  /** Headers for the 200 to an UPDATE; `null` = no call of ours. */
  answerUpdate(request: Core.IncomingRequestMessage): readonly string[] | null;
  hangUpAll(): void;
  descriptionHandlerOf(session: Session): SessionDescriptionHandler;
}

/** The answer is prepared once the screen pop has had the processor; nobody answers sooner, and if, it is made then. */
const prepareAfterMs = 60;

export function createSipCalls({ config, deps, emit, line }: SipCallsParts): SipCalls {
  const calls = new Map<CallId, SipCall>();
  const adapters = new WeakMap<Session, SdhAdapter>();
  const earlyAnswers = createEarlyAnswers({ ...deps, isWanted: config.answerMedia === 'early' });

  const homes = new WeakMap<SipCall, number>();
  const adopt = (
    callId: CallId,
    number: string,
    session: Session,
    sessionSeconds = config.sessionExpiresSeconds,
  ) => {
    const home = line().address();
    const media = deps.media.open(callId, config.iceServers);
    const adapter = new SdhAdapter(media, (held) => call.onFarHold(held));
    adapters.set(session, adapter);
    const onGone = () => {
      if (calls.get(callId) === call) calls.delete(callId);
      adapter.close();
    };
    const isConnected = () => line().isConnected();
    const early =
      session instanceof Invitation
        ? earlyAnswers.of({ invitation: session, adapter, media, restart: () => call.revive() })
        : null;
    const canReach = () => isConnected() && line().address() === home;
    const call = createSipCall({
      callId,
      number,
      session,
      adapter,
      media,
      early,
      dtmf: config.dtmf,
      isConnected,
      canReach,
      sessionSeconds,
      emit,
      onGone,
      deps,
    });
    listen(session, call);
    calls.set(callId, call);
    homes.set(call, home);
    return { call, early };
  };

  const get = (callId: CallId): SipCall => {
    const call = calls.get(callId);
    if (!call) throw new AppError('phone.noSuchCall');
    return call;
  };
  /** A BYE may take the consultation away before the NOTIFY says why. */
  const replaceConsult = async (call: SipCall, consult: SipCall, reason: EndReason) => {
    consult.requireConnected();
    consult.expectBye(reason);
    try {
      await call.transfer({ referTo: consult.replaceUri(), to: consult.number, reason });
    } catch (error) {
      consult.expectBye(null);
      throw error;
    }
    consult.leaveAs(reason);
  };

  return {
    get,
    async transfer({ callId, target, reason }) {
      const call = get(callId);
      call.requireConnected();
      if (!line().isConnected()) throw new AppError('sip.connectionLost');
      if (target.kind === 'call') return replaceConsult(call, get(target.callId), reason);
      const referTo = referToUri(sipUri(config, target.dialString));
      await call.transfer({ referTo, to: target.number, reason });
    },
    ring(invitation) {
      if (isTestRing((name) => invitation.request.getHeader(name))) {
        emit({ kind: 'testRing', at: deps.clock.now() });
        inBackground(invitation.reject({ statusCode: 480 }), deps.logger, 'sip.rejectFailed');
        return;
      }
      const refusal = refusalOf(invitation, calls.size);
      if (refusal) {
        inBackground(invitation.reject(refusal), deps.logger, 'sip.rejectFailed');
        return;
      }
      const callId = deps.newCallId();
      const facts = readInviteFacts((name) => invitation.request.getHeader(name));
      // Told before anything is made for the call: the screen pop waits for this.
      emit({ kind: 'alerting', callId, at: deps.clock.now(), ...facts });
      const { early } = adopt(callId, facts.rawNumber, invitation);
      deps.setTimer(() => early?.begin(), prepareAfterMs);
    },
    async dial(order) {
      if (calls.has(order.callId)) return;
      await placeCall(order, {
        userAgent: line().userAgent,
        config,
        clock: deps.clock,
        logger: deps.logger,
        emit,
        adopt: (inviter, seconds) => adopt(order.callId, order.number, inviter, seconds).call,
      });
    },
    async tell(code) {
      const inviter = new Inviter(line().userAgent, sipUri(config, code));
      const adapter = new SdhAdapter(
        deps.media.open(deps.newCallId(), config.iceServers),
        () => {},
      );
      adapters.set(inviter, adapter);
      try {
        await dialFeatureCode(inviter, deps.setTimer);
      } finally {
        adapter.close();
      }
    },
    loseAll() {
      for (const call of calls.values()) call.lose();
    },
    callsLive(address) {
      if (calls.size === 0) return 'nowhere';
      return [...calls.values()].some((call) => homes.get(call) === address) ? 'here' : 'elsewhere';
    },
    answerUpdate(request) {
      for (const call of calls.values()) {
        const headers = call.answerUpdate(request);
        if (headers) return headers;
      }
      return null;
    },
    reviveAll() {
      earlyAnswers.tryAgain();
      for (const call of calls.values())
        inBackground(call.revive(), deps.logger, 'sip.reviveFailed');
    },
    hangUpAll() {
      for (const call of calls.values()) call.hangUp();
    },
    descriptionHandlerOf(session) {
      const adapter = adapters.get(session);
      if (!adapter) throw new AppError('media.negotiationFailed');
      return adapter;
    },
  };
}

/** The far side's words about a call. A REFER is refused: sip.js would follow it unasked. */
function listen(session: Session, call: SipCall): void {
  session.delegate = {
    onBye: (bye) => {
      call.onBye();
      void bye.accept();
    },
    onCancel: (cancel) =>
      call.explainEnd(
        isAnsweredElsewhere(cancel.request.getHeader('reason')) ? 'cancelled' : 'missed',
      ),
    onAck: () => call.onAck(),
    onRefer: (referral) => void referral.reject(),
  };
}

/** `Reason: SIP;cause=200` (RFC 3326): another desk took the call, so nobody missed it. */
function isAnsweredElsewhere(reason: string | undefined): boolean {
  return reason !== undefined && /cause\s*=\s*200\b/.test(reason);
}
