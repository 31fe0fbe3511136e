import type { FrameText } from './frame-text.ts';
import { splitList } from './grammar.ts';
import { tagOrNone } from './no-tag.ts';
import { readableContacts, readableLine } from './parser-text.ts';
import { withoutEndlessRoutes } from './route-limit.ts';
import { ownBody, readSessionBody } from './session-body.ts';
import { type WireHeader, salvageHeaders, valueOf, valuesOf } from './wire-message.ts';

/** A request of ours that waits for its answer, in the words that sip.js knows it by. */
export interface OpenRequest {
  readonly method: string;
  readonly via: string;
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly cseq: number;
  /** Its Request-URI. */
  readonly target: string;
}

/** By what an answer can be known to belong to a request. */
export interface AnswerMarks {
  readonly branches: readonly string[];
  readonly callId: string;
  /** `null`: it cannot be read. */
  readonly cseq: number | null;
  /** In capitals; `''`: it cannot be read. */
  readonly method: string;
}

export type FindRequest = (marks: AnswerMarks) => OpenRequest | null;

const statusLine = /^\s*SIP[ \t]*\/[ \t]*2\.0[ \t]+([1-6]\d\d)(?!\d)/i;
const branchParam = /;[ \t]*branch[ \t]*=[ \t]*"?([^\s;,"]+)/gi;
/** Taken from the request, or written anew. */
const replaced =
  /^(?:via|from|to|call-id|cseq|contact|max-forwards|mime-version|content-(?:type|length|disposition|encoding|transfer-encoding))$/;

/**
 * An answer to a request of ours, for sip.js, which drops one without a word when anything in its head is not as it should be
 * (ADR 0177). It is read by what it answers: Via, From, Call-ID and CSeq are those of the request, and only what the request cannot
 * know is looked for in the frame: status, tag, Contact, body, and whatever else can be read. `null`: it answers nothing of ours.
 */
export function answerText({ head, body }: FrameText, find: FindRequest): string | null {
  const status = Number(statusLine.exec(head)?.[1] ?? 0);
  const headers = status === 0 ? [] : salvageHeaders(head);
  const request = status === 0 ? null : find(marksOf(headers));
  if (!request) return null;
  const isOfCall = ['INVITE', 'UPDATE', 'PRACK'].includes(request.method);
  const { sdp } =
    isOfCall && body ? readSessionBody(headers, ownBody(headers, body)) : { sdp: null };
  return [
    `SIP/2.0 ${status} `,
    `Via: ${request.via}`,
    `From: ${request.from}`,
    `To: ${toOf(request, headers, status)}`,
    `Call-ID: ${request.callId}`,
    `CSeq: ${request.cseq} ${request.method}`,
    ...contactLines(request, headers, status),
    ...otherLines(headers),
    ...(sdp === null ? [] : ['Content-Type: application/sdp']),
    '',
    sdp ?? '',
  ].join('\r\n');
}

function marksOf(headers: readonly WireHeader[]): AnswerMarks {
  const vias = valuesOf(headers, 'via').join(',');
  const [, number, method = ''] =
    /^(\d{1,10})(?:[ \t]+(\S+))?/.exec(valueOf(headers, 'cseq')) ?? [];
  return {
    branches: Array.from(vias.matchAll(branchParam), ([, branch = '']) => branch),
    callId: valueOf(headers, 'call-id'),
    cseq: number === undefined ? null : Number(number),
    method: method.toUpperCase(),
  };
}

/** A 2xx begins a dialog, also without a tag (RFC 3261 §12.1.2); a 1xx without one begins none. */
function toOf(request: OpenRequest, headers: readonly WireHeader[], status: number): string {
  const isFirst = !/;[ \t]*tag[ \t]*=/i.test(request.to);
  const begins = isFirst && request.method === 'INVITE' && status >= 200 && status < 300;
  const tag = /;[ \t]*tag[ \t]*=[ \t]*"?([A-Za-z0-9.!%*_+`'~-]+)/i.exec(
    valueOf(headers, 'to'),
  )?.[1];
  return isFirst ? tagOrNone(request.to, tag, begins) : request.to;
}

/** Without a Contact that can be used, the far side is where the request went; over a WebSocket all goes there anyway. */
function contactLines(
  { method, target }: OpenRequest,
  headers: readonly WireHeader[],
  status: number,
): string[] {
  const begins = method === 'INVITE' && status < 300;
  if (!begins && method !== 'REGISTER') return [];
  const contacts = readableContacts(valuesOf(headers, 'contact').flatMap(splitList));
  const used = begins ? [contacts[0] ?? `<${target}>`] : contacts;
  return used.map((contact) => `Contact: ${contact}`);
}

function otherLines(headers: readonly WireHeader[]): string[] {
  return withoutEndlessRoutes(headers).flatMap((header) => {
    const isIgnored = replaced.test(header.name) || /[^\P{Cc}\t]/u.test(header.line);
    return (isIgnored ? null : readableLine(header)) || [];
  });
}
