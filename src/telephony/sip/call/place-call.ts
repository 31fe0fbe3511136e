import { Inviter, type UserAgent, type Core } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { PhoneConfig } from '../../../shared/domain/phone/phone-state.ts';
import { sendableTicketNo } from '../../../shared/domain/tickets/ticket-no.ts';
import type { Logger } from '../../../shared/logger.ts';
import { inBackground } from '../../core/in-background.ts';
import type { DialOrder, PhoneEvent } from '../../core/phone.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { type DiallingLimit, limitDialling } from './dialling-limit.ts';
import { openingHeaders } from './session-timer.ts';
import type { SipCall } from './sip-call.ts';
import { outcomeOfRefusedCall, outcomeOfSilence } from '../sip-errors.ts';
import { sipUri } from '../line/user-agent.ts';

export interface PlaceCallDeps {
  readonly userAgent: UserAgent;
  readonly config: PhoneConfig;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
  readonly emit: (event: PhoneEvent) => void;
  /** Makes the INVITE's session a call of this desk; `seconds` is the session timer it asks for. */
  readonly adopt: (inviter: Inviter, seconds: number) => SipCall;
}

/** Places a call; one call for the agent, also where the PBX wants a longer session timer (422) and a second INVITE. */
export async function placeCall(order: DialOrder, deps: PlaceCallDeps): Promise<void> {
  const { callId, number, dialString, ticketNo, purpose, servesCallId } = order;
  const { userAgent, config, emit } = deps;
  const place = (seconds: number) => {
    const extraHeaders = [...openingHeaders(seconds), ...ticketHeaders(ticketNo)];
    const options = { earlyMedia: true, extraHeaders };
    const inviter = new Inviter(userAgent, sipUri(config, dialString), options);
    const call = deps.adopt(inviter, seconds);
    followForks(inviter, (accept) => call.startOver(accept));
    const limit = limitDialling({
      inviter,
      setTimer: deps.setTimer,
      giveUp(hasRung) {
        const { reason, code } = outcomeOfSilence(hasRung);
        call.leaveAs(reason, code);
      },
    });
    return { inviter, call, limit };
  };
  const placed = place(config.sessionExpiresSeconds);
  const facts = { rawNumber: number, ticketNo, purpose, servesCallId };
  emit({ kind: 'dialling', callId, at: deps.clock.now(), ...facts });
  await invite(placed, (seconds) => {
    placed.call.retire();
    inBackground(invite(place(seconds)), deps.logger, 'sip.dialFailed');
  });
}

/**
 * `X-Ticket-No` for the PBX. A number that is none is not written, whoever ordered the call: a line break in it would be
 * headers of somebody else's making (RFC 3261 §7.3.1).
 */
function ticketHeaders(ticketNo: string | null): string[] {
  const written = sendableTicketNo(ticketNo);
  return written === null ? [] : [`X-Ticket-No: ${written}`];
}

interface PlacedCall {
  readonly inviter: Inviter;
  readonly call: SipCall;
  readonly limit: DiallingLimit;
}

/** `askLonger`: 422, the PBX wants a longer session timer (RFC 4028 §7.4). */
async function invite(
  { inviter, call, limit }: PlacedCall,
  askLonger: (seconds: number) => void = () => call.explainEnd('failed', 'sip.callFailed'),
): Promise<void> {
  try {
    await inviter.invite({
      requestDelegate: {
        onProgress({ message }) {
          limit.heardProgress(message);
          call.heardProgress(message);
        },
        onAccept: (response) => call.heardAnswer(response.message),
        onReject: (response) => {
          const seconds = response.message.statusCode === 422 && call.longerTimer(response.message);
          if (typeof seconds === 'number') return askLonger(seconds);
          const { statusCode: status = 500 } = response.message;
          // sip.js says 408 itself when nothing at all has come (RFC 3261 §8.1.3.1); that one has no Via.
          const isSilence = status === 408 && !response.message.hasHeader('via');
          const { reason, code } = isSilence
            ? outcomeOfSilence(false)
            : outcomeOfRefusedCall(status);
          call.explainEnd(reason, code);
        },
        onRedirect: () => call.explainEnd('failed', 'sip.callFailed'),
      },
    });
  } catch (cause) {
    const error = cause instanceof AppError ? cause : new AppError('sip.callFailed', { cause });
    call.explainEnd('failed', error.code);
    throw error;
  }
}

/**
 * A call of ours that was forked may have early media from one place and be answered at another (RFC 3261 §13.2.2.4). sip.js
 * ends such a call. Here it goes on: `onOtherFork` takes the 200 by `accept`, and makes new media with who has answered.
 */
function followForks(
  inviter: Inviter,
  onOtherFork: (accept: () => Promise<void>) => Promise<void>,
): void {
  const accept = inviter['onAccept'].bind(inviter);
  inviter['onAccept'] = async (response: Core.AckableIncomingResponseWithSession) => {
    const early = inviter['earlyMediaDialog'];
    if (early === undefined || early === response.session) return accept(response);
    inviter['earlyMediaDialog'] = response.session;
    return onOtherFork(() => accept(response));
  };
}
