import { type FindRequest, answerText } from './answer-text.ts';
import { maxFrameLength, readFrame } from './frame-text.ts';
import { type FormRule, brokenRule, hasTag, isPartOfCall, readStartLine } from './message-rules.ts';
import { textForParser } from './parser-text.ts';
import { dutyRefusal } from './request-duties.ts';
import { ownBody, readSessionBody } from './session-body.ts';
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
  | 'bodyWithoutType'
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
      /** A 500 for it, in case that nothing else can be said; `null` for what is not answered. */
      readonly failure: string | null;
      /** An INVITE that asks for a new call: somebody is at the other end of it. */
      readonly isNewCall: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly rule: FrameRule;
      /** A response to send for it; `null` when it is to be dropped. */
      readonly answer: string | null;
      readonly isNewCall: boolean;
    };

/** Whose bodies are offers and answers. */
const sessionMethods = ['INVITE', 'ACK', 'PRACK', 'UPDATE'];
const noBody = new Uint8Array();

/**
 * Judges a frame before the parser sees it. sip.js 0.21.2 takes 9 messages of RFC 4475 that must be refused, refuses one
 * that must be taken, and throws on some. `findRequest` knows what of ours waits for an answer. Never throws.
 */
export function checkFrame(data: unknown, findRequest: FindRequest = () => null): FrameCheck {
  const input = typeof data === 'string' ? data : bytesOf(data);
  if (input === null) return { kind: 'refused', rule: 'notText', answer: null, isNewCall: false };
  const isTooLong = input.length > maxFrameLength;
  const { head, body } = readFrame(input.slice(0, maxFrameLength));
  if (/^[\r\n]*$/.test(head)) return { kind: 'keepAlive' };
  const text = answerText({ head, body: isTooLong ? null : body }, findRequest);
  if (text !== null)
    return { kind: 'message', text, overload: null, failure: null, isNewCall: false };
  return isTooLong ? refusal(head, 'tooLong', 513) : checkRequest(head, body);
}

/** What answers nothing of ours is judged as strictly as any request; sip.js drops it. */
function checkRequest(head: string, received: Uint8Array | null): FrameCheck {
  // Legal within quotes (RFC 4475 §3.1.1.2), and yet nothing but a trick where a name is shown.
  if (head.includes('\0') && /^\s*(?:INVITE|UPDATE|SIP\/2\.0)\s/i.test(head))
    return refusal(head, 'nul', 400);
  const startLine = startLineOf(head);
  const read = readHeaders(head);
  const fault = received === null ? 'noHeaderEnd' : typeof read === 'string' ? read : null;
  const headers = typeof read === 'string' ? salvageHeaders(head) : read;
  // §8.2.2: what is not necessary is ignored; refusing a BYE would leave the call hanging.
  if (fault !== null && !isPartOfCall({ startLine, headers })) return refusal(head, fault, 400);
  const body = received ?? noBody;
  const refuse = (rule: FrameRule, status: AnswerStatus, extra: readonly string[] = []) =>
    refusal({ startLine, headers }, rule, status, extra);

  const start = readStartLine(startLine);
  if (start === 'badVersion') return refuse(start, 505);
  if (typeof start === 'string') return refuse(start, 400);
  const message = { startLine, headers, ...start };
  const broken = brokenRule(message, body.byteLength);
  if (broken) return refuse(broken, 400);
  const method = start.request?.method ?? '';
  const session = sessionMethods.includes(method)
    ? readSessionBody(headers, ownBody(headers, body))
    : null;
  const duty = dutyRefusal(message, session);
  if (duty) return refuse('refusedByDuty', duty.status, duty.headers);
  if (session?.fault === 'bodyWithoutType' && method === 'INVITE')
    return refuse('bodyWithoutType', 400);
  const text = textForParser(message, body, session);
  if (text === null) return refuse('unreadable', 400);
  return {
    kind: 'message',
    text,
    overload: startsTransaction(method)
      ? statelessAnswer(startLine, headers, { status: 503, extra: ['Retry-After: 10'] })
      : null,
    failure: statelessAnswer(startLine, headers, { status: 500 }),
    isNewCall: isNewCall({ startLine, headers }),
  };
}

interface Opening {
  readonly startLine: string;
  readonly headers: readonly WireHeader[];
}

function startLineOf(head: string): string {
  return /^[^\r\n]*/.exec(head)?.[0] ?? '';
}

/** A frame that goes no further, with what can be answered from what can be read of it; for that it may be read whole. */
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
  // Methods are written in capitals (§7.1); who does otherwise calls all the same.
  return /^\s*INVITE\s/i.test(startLine) && !hasTag(valueOf(headers, 'to'));
}

/** OPTIONS and unknown methods are answered without a transaction; ACK, BYE and CANCEL end something. */
function startsTransaction(method: string): boolean {
  return !['', 'ACK', 'BYE', 'CANCEL', 'OPTIONS'].includes(method);
}

function bytesOf(data: unknown): Uint8Array | null {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (!ArrayBuffer.isView(data)) return null;
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
