import { Core, type Invitation, NameAddrHeader, type Session, type UserAgent } from 'sip.js';

type Answer = Core.IncomingResponseMessage;

/**
 * Sends an UPDATE without SDP; resolves with its final response, `null` when there is no dialog. It names our Contact, as
 * RFC 3311 §5.1 demands: Asterisk refuses one without.
 */
export async function sendUpdate(
  session: Session,
  extraHeaders: readonly string[],
): Promise<Answer | null> {
  const { dialog } = session;
  if (!(dialog instanceof Core.SessionDialog)) return null;
  const message = dialog.createOutgoingRequestMessage('UPDATE', {
    extraHeaders: [`Contact: ${session.userAgent.contact.toString()}`, ...extraHeaders],
  });
  const answer = await send(dialog.userAgentCore, message);
  // A digest retry took the next number; sip.js tells the dialog so only for re-INVITEs.
  while ((dialog.localSequenceNumber ?? 0) < message.cseq) dialog.incrementLocalSequenceNumber();
  return answer;
}

/**
 * Asks within the early dialog of a call that still rings whether the PBX has it: 481 says no (RFC 3261 §12.2.2), any
 * other answer yes. Takes CSeq 0, so that the dialog's own numbers, which begin with 1, stay free.
 */
export async function askForCall(userAgent: UserAgent, { request }: Invitation): Promise<number> {
  const core = userAgent.userAgentCore;
  const contact: unknown = request.parseHeader('contact');
  const message = core.makeOutgoingRequestMessage(
    'OPTIONS',
    contact instanceof NameAddrHeader ? contact.uri : request.from.uri,
    request.to.uri,
    request.from.uri,
    { callId: request.callId, fromTag: request.toTag, toTag: request.fromTag, cseq: 0 },
  );
  const { statusCode } = await send(core, message);
  return statusCode ?? 0;
}

/**
 * Ends a re-INVITE that waits for an answer with 503, as after any transport error (RFC 3261 §8.1.3.1). sip.js notices no
 * lost socket: once the PBX has said 100 it would wait for ever and refuse the re-INVITE that revives the call.
 */
export function failPendingReinvite(session: Session): void {
  const { dialog, userAgent } = session;
  if (!(dialog instanceof Core.SessionDialog) || !dialog.reinviteUserAgentClient) return;
  const request = dialog.reinviteUserAgentClient.message.toString();
  const copied = request.match(/^(?:Via|From|To|Call-ID|CSeq): .*$/gim) ?? [];
  const lines = ['SIP/2.0 503 Service Unavailable', ...copied, 'Content-Length: 0', '', ''];
  userAgent.transport.onMessage?.(lines.join('\r\n'));
}

function send(core: Core.UserAgentCore, message: Core.OutgoingRequestMessage): Promise<Answer> {
  return new Promise((resolve) => {
    const done = (response: Core.IncomingResponse) => resolve(response.message);
    core.request(message, { onAccept: done, onReject: done, onRedirect: done });
  });
}
