import type { Core, UserAgent } from 'sip.js';
import { allowHeader } from './session-timer.ts';

/** Answers for one call: headers for the 200, or `null` when the dialog is none of its. */
export type AnswerUpdate = (request: Core.IncomingRequestMessage) => readonly string[] | null;

/**
 * Answers UPDATE (RFC 3311), which sip.js 0.21.2 refuses with 405: refreshes of the session timer and connected-line
 * news, both without SDP. One with an offer hears 488, which leaves the session as it is (RFC 3311 §5.2).
 */
export function answerUpdates(userAgent: UserAgent, answer: AnswerUpdate): void {
  const core = userAgent.userAgentCore;
  const receive = core.receiveIncomingRequestFromTransport.bind(core);
  core.receiveIncomingRequestFromTransport = (request) => {
    if (request.method !== 'UPDATE') return receive(request);
    const dialog = core.dialogs.get(request.callId + (request.toTag ?? '') + request.fromTag);
    if (!dialog) return void core.replyStateless(request, { statusCode: 481 });
    if ((dialog.remoteSequenceNumber ?? 0) >= request.cseq)
      return void core.replyStateless(request, { statusCode: 500 });
    if (request.body !== '') return void core.replyStateless(request, { statusCode: 488 });
    const contact = `Contact: ${core.configuration.contact.toString()}`;
    core.replyStateless(request, {
      statusCode: 200,
      extraHeaders: [allowHeader, contact, ...(answer(request) ?? [])],
    });
  };
}
