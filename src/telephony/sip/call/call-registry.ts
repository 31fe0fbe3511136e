import { Invitation, type Session, type SessionDescriptionHandler } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import { createSteadyClock } from '../../core/steady-clock.ts';
import { guardReinvites } from '../media/reinvite-guard.ts';
import { type EarlyAnswer, type EarlyAnswers } from '../media/early-answer.ts';
import { SdhAdapter } from '../media/sdh-adapter.ts';
import { type SipCall, createSipCall } from './sip-call.ts';
import type { SipCallsDeps } from './sip-calls.ts';

export interface Adoption {
  readonly callId: CallId;
  /** For people and for a transfer to it. */
  readonly number: string;
  readonly session: Session;
  readonly sessionSeconds?: number;
}

/** The running calls of one account with what belongs to each: session, media, and the address they came over. */
export interface CallRegistry {
  has(callId: CallId): boolean;
  /** Fails with `phone.noSuchCall`. */
  get(callId: CallId): SipCall;
  all(): readonly SipCall[];
  /** For all that is told of calls: even while one runs, see `createSteadyClock`. */
  readonly clock: Clock;
  /** Index of the PBX address over which the call was made. */
  homeOf(call: SipCall): number | undefined;
  adopt(adoption: Adoption): {
    readonly call: SipCall;
    readonly early: EarlyAnswer | null;
  };
  /** Media for a session that is no call of the agent's. The caller closes it. */
  bareMedia(session: Session): SdhAdapter;
  /** For sip.js; fails with `media.negotiationFailed` for a session that was never adopted. */
  descriptionHandlerOf(session: Session): SessionDescriptionHandler;
}

export function createCallRegistry(
  { config, deps, emit, line }: SipCallsDeps,
  earlyAnswers: EarlyAnswers,
): CallRegistry {
  const calls = new Map<CallId, SipCall>();
  const clock = createSteadyClock(deps.clock, () => calls.size > 0);
  const homes = new WeakMap<SipCall, number>();
  const adapters = new WeakMap<Session, SdhAdapter>();

  return {
    clock,
    has: (callId) => calls.has(callId),
    get(callId) {
      const call = calls.get(callId);
      if (!call) throw new AppError('phone.noSuchCall');
      return call;
    },
    all: () => [...calls.values()],
    homeOf: (call) => homes.get(call),
    adopt({ callId, number, session, sessionSeconds = config.sessionExpiresSeconds }) {
      const home = line.address();
      const media = deps.media.open(callId, config.iceServers);
      const adapter = new SdhAdapter(media);
      adapters.set(session, adapter);
      const isConnected = () => line.isConnected();
      const early =
        session instanceof Invitation
          ? earlyAnswers.of({
              invitation: session,
              adapter,
              media,
              restart: () => call.restart(),
              onRefused: (error) => call.refuse(error),
            })
          : null;
      const call = createSipCall({
        callId,
        number,
        session,
        adapter,
        media,
        early,
        sessionSeconds,
        emit,
        deps: { ...deps, clock },
        dtmf: config.dtmf,
        isConnected,
        canReach: () => isConnected() && line.address() === home,
        onGone() {
          if (calls.get(callId) === call) calls.delete(callId);
          adapter.close();
        },
      });
      listen(session, call);
      guardReinvites(session, adapter, deps.setTimer);
      calls.set(callId, call);
      homes.set(call, home);
      return { call, early };
    },
    bareMedia(session) {
      const media = deps.media.open(deps.newCallId(), config.iceServers);
      const adapter = new SdhAdapter(media);
      adapters.set(session, adapter);
      return adapter;
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
        cancel.request.getHeaders('reason').some(isAnsweredElsewhere) ? 'cancelled' : 'missed',
      ),
    onAck: ({ request }) => call.onAck(request.body !== ''),
    onRefer: (referral) => void referral.reject(),
  };
}

/** `Reason: SIP;cause=200` (RFC 3326): another desk took the call, so nobody missed it. Other protocols may have reasons beside it. */
function isAnsweredElsewhere(reason: string): boolean {
  return /cause\s*=\s*200\b/.test(reason);
}
