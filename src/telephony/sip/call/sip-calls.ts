import { type Invitation, type InvitationRejectOptions, Inviter } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { EndReason } from '../../../shared/domain/calls/call.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { inBackground } from '../../core/in-background.ts';
import type { MediaPort } from '../../core/media-port.ts';
import type { DialOrder, TransferOrder } from '../../core/phone.ts';
import { type CallRegistryDeps, createCallRegistry } from './call-registry.ts';
import { createEarlyAnswers } from '../media/early-answer.ts';
import { dialFeatureCode } from './feature-code.ts';
import { isTestRing, readInviteFacts } from './invite-facts.ts';
import { placeCall } from './place-call.ts';
import { referToUri } from './refer.ts';
import type { SipCall } from './sip-call.ts';
import { refusedMedia } from '../sip-errors.ts';
import type { LineCalls } from '../line/sip-line.ts';
import { sipUri } from '../line/user-agent.ts';
import { isTooShort } from './call-timer.ts';
import { leastSeconds } from './session-expires.ts';

export type SipCallsDeps = Omit<CallRegistryDeps, 'earlyAnswers'>;

/** The calls of one account. */
export interface SipCalls extends LineCalls {
  /** Fails with `phone.noSuchCall`. */
  get(callId: CallId): SipCall;
  dial(order: DialOrder): Promise<void>;
  /** See `Phone.transfer`. */
  transfer(order: TransferOrder): Promise<void>;
  /** See `Phone.tell`. */
  tell(code: string): Promise<void>;
  /** Hangs up; what still comes in while the line says goodbye is refused: nobody could answer it any more. */
  close(): void;
}

/** The answer is prepared once the screen pop has had the processor; nobody answers sooner, and if, it is made then. */
const prepareAfterMs = 60;
/** More at once than any desk has: the rest hears busy. */
const maxCalls = 12;

export function createSipCalls(callsDeps: SipCallsDeps): SipCalls {
  const { config, deps, emit, line } = callsDeps;
  const earlyAnswers = createEarlyAnswers({ ...deps, isWanted: config.answerMedia === 'early' });
  const registry = createCallRegistry({ ...callsDeps, earlyAnswers });
  const { clock } = registry;
  let isClosed = false;
  const refuse = (invitation: Invitation, refusal: Parameters<Invitation['reject']>[0]) =>
    inBackground(invitation.reject(refusal), deps.logger, 'sip.rejectFailed');

  return {
    get: registry.get,
    async transfer({ callId, target, reason }) {
      const call = registry.get(callId);
      call.requireConnected();
      if (!line.isConnected()) throw new AppError('sip.connectionLost');
      if (target.kind === 'call') return replaceConsult(call, registry.get(target.callId), reason);
      const referTo = referToUri(sipUri(config, target.dialString));
      await call.transfer({ referTo, to: target.number, reason });
    },
    ring(invitation) {
      if (isClosed) return refuse(invitation, { statusCode: 480 });
      const header = (name: string) => invitation.request.getHeader(name);
      if (isTestRing(header)) {
        emit({ kind: 'testRing', at: clock.now() });
        return refuse(invitation, { statusCode: 480 });
      }
      const refusal = ringRefusal(invitation, registry.all().length);
      if (refusal) return refuse(invitation, refusal);
      const callId = deps.newCallId();
      const facts = readInviteFacts(header, (name) => invitation.request.getHeaders(name));
      // Told before anything is made for the call: the screen pop waits for this.
      emit({ kind: 'alerting', callId, at: clock.now(), ...facts });
      const fail = (code: ErrorCode) => {
        // It never rings, but the citizen's number and the reason stay on the screen.
        emit({ kind: 'ended', callId, at: clock.now(), reason: 'failed', code });
        refuse(invitation, { statusCode: 488 });
      };
      try {
        const unusable = refusalOfOffer(invitation, deps.media);
        if (unusable) return fail(unusable);
        const call = registry.adopt({ callId, number: facts.rawNumber, session: invitation });
        deps.setTimer(() => call.prepareAnswer(), prepareAfterMs);
      } catch (error) {
        fail(refusedMedia(error).code);
      }
    },
    async dial(order) {
      if (registry.has(order.callId)) return;
      await placeCall(order, {
        userAgent: line.userAgent,
        config,
        clock,
        setTimer: deps.setTimer,
        logger: deps.logger,
        emit,
        adopt: (session, sessionSeconds) =>
          registry.adopt({ callId: order.callId, number: order.number, session, sessionSeconds }),
      });
    },
    async tell(code) {
      const inviter = new Inviter(line.userAgent, sipUri(config, code));
      const media = registry.bareMedia(inviter);
      try {
        await dialFeatureCode(inviter, deps.setTimer);
      } finally {
        media.close();
      }
    },
    handleCallLost: () => emit({ kind: 'callLost', at: clock.now() }),
    loseAll() {
      for (const call of registry.all()) call.lose();
    },
    callsLive(address) {
      const homes = registry.homes();
      if (homes.length === 0) return 'nowhere';
      return homes.includes(address) ? 'here' : 'elsewhere';
    },
    answerUpdate(request) {
      for (const call of registry.all()) {
        const answer = call.answerUpdate(request);
        if (answer) return answer;
      }
      return null;
    },
    reviveAll() {
      earlyAnswers.tryAgain();
      for (const call of registry.all())
        inBackground(call.revive(), deps.logger, 'sip.reviveFailed');
    },
    close() {
      isClosed = true;
      for (const call of registry.all()) call.hangUp();
    },
    descriptionHandlerOf: registry.descriptionHandlerOf,
  };
}

function refusalOfOffer({ request }: Invitation, media: MediaPort): ErrorCode | null {
  const isOffer = /^application\/sdp\b/i.test(request.getHeader('content-type') ?? '');
  return isOffer && request.body !== '' ? media.refusalOf(request.body) : null;
}

/** A BYE may take the consultation away before the NOTIFY says why. */
async function replaceConsult(call: SipCall, consult: SipCall, reason: EndReason): Promise<void> {
  consult.requireConnected();
  consult.expectBye(reason);
  try {
    await call.transfer({ referTo: consult.replaceUri(), to: consult.number, reason });
  } catch (error) {
    consult.expectBye(null);
    throw error;
  }
  consult.leaveAs(reason);
}

/** What an INVITE hears that is not rung; `null` = it is. */
function ringRefusal(invitation: Invitation, runningCalls: number): InvitationRejectOptions | null {
  if (runningCalls >= maxCalls) return { statusCode: 486 };
  if (isTooShort(invitation.request, leastSeconds))
    return { statusCode: 422, extraHeaders: [`Min-SE: ${leastSeconds}`] };
  return null;
}
