import { type SipRequest, type SipResponse, parseSip } from '../../src/training/sip/sip-message.ts';

/** A SIP message of these lines, ended as RFC 3261 wants it. */
export function sipText(lines: readonly string[], body = ''): string {
  return [...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}

const identity = [
  'Via: SIP/2.0/WS phone.invalid;branch=z9hG4bKone',
  'Max-Forwards: 70',
  'From: "坐席" <sip:8001@training.invalid>;tag=phone',
];

/** A request of extension 8001, read by the parser of the training PBX. */
export function aRequest(
  method: string,
  options: { headers?: readonly string[]; toTag?: string; cseq?: number; body?: string } = {},
): SipRequest {
  const { headers = [], toTag, cseq = 1, body = '' } = options;
  const tag = toTag === undefined ? '' : `;tag=${toTag}`;
  const lines = [
    `${method} sip:19900000456@training.invalid SIP/2.0`,
    ...identity,
    `To: <sip:8001@training.invalid>${tag}`,
    'Call-ID: call-one',
    `CSeq: ${cseq} ${method}`,
    ...headers,
  ];
  const message = parseSip(sipText(lines, body));
  if (message?.kind !== 'request') throw new Error('not a request');
  return message;
}

/** A response of the phone to a request of ours. */
export function aResponse(status: number, method = 'INVITE'): SipResponse {
  const lines = [
    `SIP/2.0 ${status} Whatever`,
    'Via: SIP/2.0/WS 127.0.0.1:5066;branch=z9hG4bKours',
    'From: <sip:19900000123@training.invalid>;tag=citizen',
    'To: <sip:8001@training.invalid>;tag=phone',
    'Call-ID: call-one',
    `CSeq: 1 ${method}`,
    'Contact: <sip:abc@phone.invalid;transport=ws>',
  ];
  const message = parseSip(sipText(lines));
  if (message?.kind !== 'response') throw new Error('not a response');
  return message;
}
