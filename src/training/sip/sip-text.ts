import type { SipRequest } from './sip-message.ts';

/** Header name and value, in the order in which they are written. */
export type SipHeader = readonly [name: string, value: string];

const serverName = 'hotline-training-pbx';
export const allowedMethods = 'INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, REFER, REGISTER';

/** Writes a request. Content-Length counts bytes of UTF-8 (RFC 3261 §20.14). */
export function formatRequest(
  method: string,
  uri: string,
  headers: readonly SipHeader[],
  body = '',
): string {
  return write(`${method} ${uri} SIP/2.0`, [...headers, ['User-Agent', serverName]], body);
}

export interface ResponseParts {
  readonly status: number;
  /** Added to the To header when the request came without a tag (RFC 3261 §8.2.6.2). */
  readonly toTag?: string;
  readonly headers?: readonly SipHeader[];
  readonly body?: string;
}

/** Writes a response to `request`: Via, From, To, Call-ID and CSeq are copied (RFC 3261 §8.2.6). */
export function formatResponse(request: SipRequest, parts: ResponseParts): string {
  const { status, toTag, headers = [], body = '' } = parts;
  const to = request.header('to') ?? '';
  const tagged = toTag !== undefined && request.to.param('tag') === null;
  const copied: SipHeader[] = [
    ...request.headers('via').map((via): SipHeader => ['Via', via]),
    ['From', request.header('from') ?? ''],
    ['To', tagged ? `${to};tag=${toTag}` : to],
    ['Call-ID', request.callId],
    ['CSeq', `${request.cseq} ${request.method}`],
    ['Server', serverName],
  ];
  return write(`SIP/2.0 ${status} ${reasonOf(status)}`, [...copied, ...headers], body);
}

/** Body headers of an SDP offer or answer. */
export const sdpContent: SipHeader = ['Content-Type', 'application/sdp'];

const reasons: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  423: 'Interval Too Brief',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
};

function reasonOf(status: number): string {
  return reasons[status] ?? 'Refused';
}

/** A value from a script, a copied header or an address never begins a header line of its own (RFC 3261 §7.3.1). */
function oneLine(value: string): string {
  return value.replace(/\p{Cc}+/gu, ' ');
}

function write(firstLine: string, headers: readonly SipHeader[], body: string): string {
  const lines = headers.map(([name, value]) => `${name}: ${oneLine(value)}`);
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return [firstLine, ...lines, length, '', body].join('\r\n');
}
