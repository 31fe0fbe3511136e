import { Grammar } from 'sip.js';
import { readableAddresses, readableUri } from './foreign-address.ts';
import { readableCallId, readableVia } from './foreign-line.ts';
import { bodyText } from './frame-text.ts';
import { trueBranch } from './old-branch.ts';
import { isContactUsed } from './message-rules.ts';
import { type WireHeader, type WireMessage, valueOf } from './wire-message.ts';

/** The work of sip.js's grammar grows faster than its input. */
const maxGrammarLength = 1000;
const canRead = (rule: string) => (value: string) =>
  value.length <= maxGrammarLength && Grammar.parse(value, rule) !== -1;
const branchParam = /;[ \t]*branch[ \t]*=[ \t]*([A-Za-z0-9.!%*_+`'~-]+)/i;

/**
 * The message for sip.js: unfolded, nothing after the body, and whatever its grammar is too narrow for in other words
 * (`restoreOutgoing` finds the way back). `null` when it could not be read even so; sip.js would drop it without a word.
 */
export function textForParser(message: WireMessage, body: Uint8Array): string | null {
  const first = readableStart(message);
  const lines = readableLines(message, body.byteLength);
  if (first === null || lines === null) return null;
  const length = valueOf(message.headers, 'content-length');
  const ownBody = /^\d+$/.test(length) ? body.subarray(0, Number(length)) : body;
  return [first, ...lines, '', bodyText(ownBody)].join('\r\n');
}

function readableStart({ request, startLine }: WireMessage): string | null {
  if (!request) return startLine;
  const reads = canRead('Request_Response');
  if (!request.uri.includes(':::') && reads(startLine)) return startLine;
  const line = `${request.method} ${readableUri(request.uri, false)} SIP/2.0`;
  return Grammar.parse(line, 'Request_Response') !== -1 ? line : null;
}

function readableLines(message: WireMessage, bodyLength: number): string[] | null {
  const branched = trueBranch(message);
  const topVia = message.headers.find((header) => header.name === 'via');
  const lines: string[] = [];
  for (const header of message.headers) {
    if (isLeftOut(message, header, bodyLength)) continue;
    const line = header === topVia ? readableTopVia(header, branched) : readableLine(header);
    if (line === null) return null;
    if (line !== '') lines.push(line);
  }
  return lines;
}

/**
 * sip.js ends an INVITE at once whose `Expires` is no number, 0, or longer than a timer can wait, and drops a response whose
 * `Content-Length` is beyond its body, or whose Contact it cannot read.
 */
function isLeftOut(message: WireMessage, header: WireHeader, bodyLength: number): boolean {
  const { request } = message;
  const { name, value } = header;
  if (name === 'contact' && !isContactUsed(message)) return readableLine(header) === null;
  if (request === null)
    return name === 'content-length' && !(/^\d{1,6}$/.test(value) && Number(value) <= bodyLength);
  return request.method === 'INVITE' && name === 'expires' && !/^[1-9]\d{0,5}$/.test(value);
}

function readableTopVia(header: WireHeader, branched: string | null): string | null {
  const via = branched ?? header.value;
  if (canRead('Via')(via)) return branched === null ? header.line : `Via: ${via}`;
  const branch = branchParam.exec(via)?.[1];
  return branch === undefined ? null : `Via: ${readableVia(header.value, branch)}`;
}

/** `''`: the line is left out, as nothing hangs on it. */
function readableLine(header: WireHeader): string | null {
  const { name, value } = header;
  switch (name) {
    case 'from':
      return readableAddressLine(header, 'From', false);
    case 'to':
      return readableAddressLine(header, 'To', false);
    case 'contact':
      return readableAddressLine(header, 'Contact', true);
    case 'record-route':
      return readableAddressLine(header, 'Record_Route', true);
    case 'call-id':
      return canRead('Call_ID')(value) ? header.line : `Call-ID: ${readableCallId(value)}`;
    case 'max-forwards':
      return canRead('Max_Forwards')(value) ? header.line : '';
    case 'content-type':
      if (value === '') return '';
      // sip.js compares it by the letter.
      if (/^application[ \t]*\/[ \t]*sdp[ \t]*(?:;|$)/i.test(value))
        return 'Content-Type: application/sdp';
      return canRead('Content_Type')(value) ? header.line : `Content-Type: ${typeOnly(value)}`;
    // sip.js reads one challenge of MD5 and throws the others away: `answer-challenges.ts` reads them all.
    case 'www-authenticate':
    case 'proxy-authenticate':
      return `X-${name}: ${value}`;
    case 'refer-to':
    case 'r':
      return canRead('Refer_To')(value) ? header.line : '';
    default:
      return header.line;
  }
}

function readableAddressLine(header: WireHeader, rule: string, isList: boolean): string | null {
  const reads = canRead(rule);
  const isTrue = (value: string) => !value.includes(':::') && reads(value);
  const value = readableAddresses({ value: header.value, canRead: isTrue }, isList);
  if (value === header.value && isTrue(value)) return header.line;
  return reads(value) || Grammar.parse(value, rule) !== -1 ? `${header.name}: ${value}` : null;
}

/** Without parameters, which nobody here reads. */
function typeOnly(contentType: string): string {
  return contentType.split(';', 1)[0]?.trim() ?? '';
}
