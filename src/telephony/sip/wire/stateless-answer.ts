import { maxFrameLength } from './frame-text.ts';
import { quickHash } from './quick-hash.ts';
import { type WireHeader, valueOf, valuesOf } from './wire-message.ts';

const reasons = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  415: 'Unsupported Media Type',
  416: 'Unsupported URI Scheme',
  420: 'Bad Extension',
  481: 'Call/Transaction Does Not Exist',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
  513: 'Message Too Large',
  505: 'Version Not Supported',
} as const;

export type AnswerStatus = keyof typeof reasons;

/** As long as the largest frame that is looked at. */
const maxAnswerLength = maxFrameLength;

/**
 * A response without a transaction (RFC 3261 §8.2.7), with the headers of the request copied as they came (§8.2.6.2).
 * What the request does not have is not made up. `null` when nobody could tell what it answers, or for an ACK.
 */
export function statelessAnswer(
  startLine: string,
  headers: readonly WireHeader[],
  { status, extra = [] }: { status: AnswerStatus; extra?: readonly string[] },
): string | null {
  if (/^\s*(?:SIP\s*\/|ACK\s)/i.test(startLine)) return null;
  const via = valuesOf(headers, 'via');
  if (via.length === 0 || valueOf(headers, 'cseq') === '') return null;
  const to = valueOf(headers, 'to');
  const tag = /;[ \t]*tag[ \t]*=/i.test(to) ? '' : `;tag=${quickHash(via.join() + to)}`;
  const copied = (name: string, written: string) =>
    valueOf(headers, name) === '' ? [] : [`${written}: ${valueOf(headers, name)}`];
  const answer = [
    `SIP/2.0 ${status} ${reasons[status]}`,
    ...via.map((one) => `Via: ${one}`),
    ...copied('from', 'From'),
    ...(to === '' ? [] : [`To: ${to}${tag}`]),
    ...copied('call-id', 'Call-ID'),
    ...copied('cseq', 'CSeq'),
    ...extra,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
  return answer.length > maxAnswerLength ? null : answer;
}
