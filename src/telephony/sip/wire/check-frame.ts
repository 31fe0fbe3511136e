import { readableAddresses, readableUri } from './foreign-address.ts';
import { bodyText, maxFrameLength, readFrame } from './frame-text.ts';
import { type FormRule, brokenRule, readStartLine } from './message-rules.ts';
import { trueBranch } from './old-branch.ts';
import { refusalOf } from './request-duties.ts';
import { type AnswerStatus, statelessAnswer } from './stateless-answer.ts';
import { type HeaderFault, type WireHeader, readHeaders, valueOf } from './wire-message.ts';

export type FrameRule =
  | 'notText'
  | 'tooLong'
  | 'noHeaderEnd'
  | 'refusedByDuty'
  | 'tooMany'
  | HeaderFault
  | FormRule;

/** What one WebSocket frame is to us. `rule` names what it broke, never its content. */
export type FrameCheck =
  | { readonly kind: 'keepAlive' }
  | {
      readonly kind: 'message';
      /** For sip.js: unfolded, and nothing after the body. */
      readonly text: string;
      /** What to answer instead when no more transactions may be started; `null` when it starts none. */
      readonly overload: string | null;
    }
  | {
      readonly kind: 'refused';
      readonly rule: FrameRule;
      /** A response to send for it; `null` when it is to be dropped. */
      readonly answer: string | null;
    };

/**
 * Judges a frame before the parser sees it. sip.js 0.21.2 takes 9 messages of RFC 4475 that must be refused, refuses one
 * that must be taken, and throws on some. Never throws.
 */
export function checkFrame(data: unknown): FrameCheck {
  const input = typeof data === 'string' ? data : bytesOf(data);
  if (input === null) return dropped('notText');
  if (input.length > maxFrameLength) return dropped('tooLong');
  const frame = readFrame(input);
  if (frame === null) return dropped('notText');
  if (/^[\r\n]*$/.test(frame.head)) return { kind: 'keepAlive' };
  const { head, body } = frame;
  if (body === null) return dropped('noHeaderEnd');
  const startLine = /^[^\r\n]*/.exec(head)?.[0] ?? '';
  const headers = readHeaders(head);
  if (typeof headers === 'string') return dropped(headers);
  const refuse = (rule: FrameRule, status: AnswerStatus, extra: readonly string[] = []) =>
    ({
      kind: 'refused',
      rule,
      answer: statelessAnswer(startLine, headers, { status, extra }),
    }) as const;

  const start = readStartLine(startLine);
  if (start === 'badVersion') return refuse(start, 505);
  if (typeof start === 'string') return refuse(start, 400);
  const message = { startLine, headers, ...start };
  const broken = brokenRule(message, body.byteLength);
  if (broken) return refuse(broken, 400);
  const duty = refusalOf(message);
  if (duty) return refuse('refusedByDuty', duty.status, duty.headers);
  return {
    kind: 'message',
    text: textForParser(message, body),
    overload: startsTransaction(start.request?.method)
      ? statelessAnswer(startLine, headers, { status: 503, extra: ['Retry-After: 10'] })
      : null,
  };
}

/** OPTIONS and unknown methods are answered without a transaction; ACK, BYE and CANCEL end something. */
function startsTransaction(method: string | undefined): boolean {
  return method !== undefined && !['ACK', 'BYE', 'CANCEL', 'OPTIONS'].includes(method);
}

function textForParser(
  message: { startLine: string; request: { method: string; uri: string } | null } & {
    headers: readonly WireHeader[];
  },
  body: Uint8Array,
): string {
  const { request, headers, startLine } = message;
  const first = request
    ? `${request.method} ${request.uri.includes(':::') ? readableUri(request.uri) : request.uri} SIP/2.0`
    : startLine;
  const branched = trueBranch(message);
  const topVia = headers.find((header) => header.name === 'via');
  const lines = headers.map((header) => {
    if (header === topVia && branched !== null) return `Via: ${branched}`;
    if (!['from', 'to', 'contact'].includes(header.name)) return header.line;
    const readable = readableAddresses(header.value);
    return readable === header.value ? header.line : `${header.name}: ${readable}`;
  });
  const length = valueOf(headers, 'content-length');
  const ownBody = length === '' ? body : body.subarray(0, Number(length));
  return [first, ...lines, '', bodyText(ownBody)].join('\r\n');
}

function bytesOf(data: unknown): Uint8Array | null {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (!ArrayBuffer.isView(data)) return null;
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function dropped(rule: FrameRule): FrameCheck {
  return { kind: 'refused', rule, answer: null };
}
