import { Core, type UserAgent } from 'sip.js';
import type { Logger } from '../../../shared/logger.ts';
import { inBackground } from '../../core/in-background.ts';
import { allowHeader } from './session-timer.ts';

/** What a call makes of an UPDATE. */
export interface UpdateAnswer {
  /** For the 200. */
  readonly headers: readonly string[];
  /** Takes the far side's offer and resolves with our answer; `null` = not in this state of the call. */
  readonly takeOffer: ((offer: string) => Promise<string>) | null;
}

/** `null` when the dialog is no call of ours. */
export type AnswerUpdate = (request: Core.IncomingRequestMessage) => UpdateAnswer | null;

/**
 * Answers UPDATE (RFC 3311), which sip.js 0.21.2 refuses with 405: refreshes of the session timer, connected-line news, and
 * offers. One that meets an offer of ours hears 491, one that cannot be taken 488, which leaves the session as it is
 * (RFC 3311 §5.2).
 */
export function answerUpdates(userAgent: UserAgent, answer: AnswerUpdate, logger: Logger): void {
  const core = userAgent.userAgentCore;
  const receive = core.receiveIncomingRequestFromTransport.bind(core);
  core.receiveIncomingRequestFromTransport = (request) => {
    if (request.method !== 'UPDATE') return receive(request);
    const reply = (statusCode: number) => void core.replyStateless(request, { statusCode });
    const dialog = core.dialogs.get(request.callId + (request.toTag ?? '') + request.fromTag);
    if (!(dialog instanceof Core.SessionDialog)) return reply(481);
    if ((dialog.remoteSequenceNumber ?? 0) >= request.cseq) return reply(500);
    if (request.body !== '' && hasOfferOnTheWay(dialog)) return reply(491);
    const answered = answer(request);
    const contact = `Contact: ${core.configuration.contact.toString()}`;
    const extraHeaders = [allowHeader, contact, ...(answered?.headers ?? [])];
    if (request.body === '')
      return void core.replyStateless(request, { statusCode: 200, extraHeaders });
    if (!answered?.takeOffer) return reply(488);
    const accept = (content: string) => {
      const body = { contentDisposition: 'session', contentType: 'application/sdp', content };
      core.replyStateless(request, { statusCode: 200, extraHeaders, body });
    };
    const taken = answered.takeOffer(request.body).then(accept, () => reply(488));
    inBackground(taken, logger, 'sip.updateFailed');
  };
}

function hasOfferOnTheWay(dialog: Core.SessionDialog): boolean {
  return (
    dialog.reinviteUserAgentClient !== undefined ||
    dialog.reinviteUserAgentServer !== undefined ||
    dialog.signalingState !== Core.SignalingState.Stable
  );
}
