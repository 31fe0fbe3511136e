import { maxFrameLength, readFrame } from './frame-text.ts';
import { type FormRule, brokenRule, hasTag, readStartLine } from './message-rules.ts';
import { textForParser } from './parser-text.ts';
import { refusalOf } from './request-duties.ts';
import { type AnswerStatus, statelessAnswer } from './stateless-answer.ts';
import {
  type HeaderFault,
  type WireHeader,
  readHeaders,
  salvageHeaders,
  valueOf,
} from './wire-message.ts';

export type FrameRule =
  | 'notText'
  | 'tooLong'
  | 'noHeaderEnd'
  | 'refusedByDuty'
  | 'tooMany'
  | 'nul'
  | 'unreadable'
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
      /** An INVITE that asks for a new call: somebody is at the other end of it. */
      readonly newCall: NewCall | null;
    }
  | {
      readonly kind: 'refused';
      readonly rule: FrameRule;
      /** A response to send for it; `null` when it is to be dropped. */
      readonly answer: string | null;
      readonly isNewCall: boolean;
    };

export interface NewCall {
  /** A 500 for it, in case that nothing else can be said. */
  readonly failure: string | null;
}

/**
 * Judges a frame before the parser sees it. sip.js 0.21.2 takes 9 messages of RFC 4475 that must be refused, refuses one
 * that must be taken, and throws on some. Never throws.
 */
export function checkFrame(data: unknown): FrameCheck {
  const input = typeof data === 'string' ? data : bytesOf(data);
  if (input === null) return { kind: 'refused', rule: 'notText', answer: null, isNewCall: false };
  const { head, body } = readFrame(input);
  if (/^[\r\n]*$/.test(head)) return { kind: 'keepAlive' };
  if (input.length > maxFrameLength) return refusal(head, 'tooLong', 513);
  // Legal within quotes (RFC 4475 §3.1.1.2), and yet nothing but a trick where a name is shown.
  if (head.includes('\0') && /^(?:INVITE|UPDATE|SIP\/2\.0) /.test(head))
    return refusal(head, 'nul', 400);
  if (body === null) return refusal(head, 'noHeaderEnd', 400);
  const startLine = startLineOf(head);
  const headers = readHeaders(head);
  if (typeof headers === 'string') return refusal(head, headers, 400);
  const refuse = (rule: FrameRule, status: AnswerStatus, extra: readonly string[] = []) =>
    refusal({ startLine, headers }, rule, status, extra);

  const start = readStartLine(startLine);
  if (start === 'badVersion') return refuse(start, 505);
  if (typeof start === 'string') return refuse(start, 400);
  const message = { startLine, headers, ...start };
  const broken = brokenRule(message, body.byteLength);
  if (broken) return refuse(broken, 400);
  const duty = refusalOf(message);
  if (duty) return refuse('refusedByDuty', duty.status, duty.headers);
  const text = textForParser(message, body);
  if (text === null) return refuse('unreadable', 400);
  const failure = () => statelessAnswer(startLine, headers, { status: 500 });
  return {
    kind: 'message',
    text,
    overload: startsTransaction(start.request?.method)
      ? statelessAnswer(startLine, headers, { status: 503, extra: ['Retry-After: 10'] })
      : null,
    newCall: isNewCall({ startLine, headers }) ? { failure: failure() } : null,
  };
}

interface Opening {
  readonly startLine: string;
  readonly headers: readonly WireHeader[];
}

function startLineOf(head: string): string {
  return /^[^\r\n]*/.exec(head)?.[0] ?? '';
}

/** A frame that goes no further, with what can be answered from what can be read of it. */
function refusal(
  from: string | Opening,
  rule: FrameRule,
  status: AnswerStatus,
  extra: readonly string[] = [],
): FrameCheck {
  const opening =
    typeof from === 'string'
      ? { startLine: startLineOf(from), headers: salvageHeaders(from) }
      : from;
  return {
    kind: 'refused',
    rule,
    answer: statelessAnswer(opening.startLine, opening.headers, { status, extra }),
    isNewCall: isNewCall(opening),
  };
}

function isNewCall({ startLine, headers }: Opening): boolean {
  return startLine.startsWith('INVITE ') && !hasTag(valueOf(headers, 'to'));
}

/** OPTIONS and unknown methods are answered without a transaction; ACK, BYE and CANCEL end something. */
function startsTransaction(method: string | undefined): boolean {
  return method !== undefined && !['ACK', 'BYE', 'CANCEL', 'OPTIONS'].includes(method);
}

function bytesOf(data: unknown): Uint8Array | null {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (!ArrayBuffer.isView(data)) return null;
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
