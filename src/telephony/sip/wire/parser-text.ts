import { Grammar } from 'sip.js';
import { isReadTwice, readableAddresses, readableUri } from './foreign-address.ts';
import { readableCallId, readableVia } from './foreign-line.ts';
import { bodyText } from './frame-text.ts';
import { splitList } from './grammar.ts';
import { isLenient } from './message-rules.ts';
import { tagOrNone } from './no-tag.ts';
import { trueBranch } from './old-branch.ts';
import { withoutEndlessRoutes } from './route-limit.ts';
import { type SessionBody, ownBody } from './session-body.ts';
import { type WireHeader, type WireMessage, valueOf } from './wire-message.ts';

/** The work of sip.js's grammar grows faster than its input. */
const maxGrammarLength = 1000;
const maxContacts = 16;
const canRead = (rule: string) => (value: string) =>
  value.length <= maxGrammarLength && Grammar.parse(value, rule) !== -1;
/** Three colons it takes for a port, and escapes of a user part it undoes twice. */
const isTaken = (text: string) =>
  !text.includes(':::') &&
  (!text.includes('%') ||
    text
      .split('@')
      .slice(0, -1)
      .every((part) => isReadTwice(lastWord(part))));
const branchParam = /;[ \t]*branch[ \t]*=[ \t]*([A-Za-z0-9.!%*_+`'~-]+)/i;

/**
 * The message for sip.js: unfolded, nothing after the body, and whatever its grammar is too narrow for in other words
 * (`restoreOutgoing` finds the way back). `null` when it could not be read even so; sip.js would drop it without a word.
 */
export function textForParser(
  message: WireMessage,
  body: Uint8Array,
  session: SessionBody | null,
): string | null {
  const first = readableStart(message);
  const inside = insideBody(message, ownBody(message.headers, body), session);
  const lines = readableLines(message, inside.lines === null);
  if (first === null || lines === null) return null;
  return [first, ...lines, ...(inside.lines ?? []), '', inside.text].join('\r\n');
}

interface InsideBody {
  /** What is said about it in place of the headers that came; `null` = those. */
  readonly lines: readonly string[] | null;
  readonly text: string;
}

/** `session` where offers and answers are exchanged: the description alone. Elsewhere a body without a type is left out, but for news of a transfer. */
function insideBody(
  { request, headers }: WireMessage,
  body: Uint8Array,
  session: SessionBody | null,
): InsideBody {
  const text = bodyText(body);
  if (session) {
    const { sdp } = session;
    return { lines: sdp === null ? [] : ['Content-Type: application/sdp'], text: sdp ?? '' };
  }
  if (/^[^\s/;]+\/[^\s/;]+/.test(valueOf(headers, 'content-type'))) return { lines: null, text };
  const isNews = request?.method === 'NOTIFY' && /^\s*SIP\/2\.0 /.test(text);
  return isNews
    ? { lines: ['Content-Type: message/sipfrag'], text }
    : { lines: text === '' ? null : [], text: '' };
}

function readableStart({ request, startLine }: WireMessage): string | null {
  if (!request) return startLine;
  const reads = canRead('Request_Response');
  if (isTaken(request.uri) && reads(startLine)) return startLine;
  const line = `${request.method} ${readableUri(request.uri, false)} SIP/2.0`;
  return Grammar.parse(line, 'Request_Response') !== -1 ? line : null;
}

function readableLines(message: WireMessage, keepsBodyHeaders: boolean): string[] | null {
  const branched = trueBranch(message);
  const topVia = message.headers.find((header) => header.name === 'via');
  const lines: string[] = [];
  for (const header of withoutEndlessRoutes(message.headers)) {
    if (isLeftOut(message, header, keepsBodyHeaders)) continue;
    const line = header === topVia ? readableTopVia(header, branched) : lineOf(message, header);
    if (line === null) return null;
    if (line !== '') lines.push(line);
  }
  return lines;
}

/** sip.js ends an INVITE at once whose `Expires` is no number, 0, or longer than a timer can wait, and refuses a BYE that lies about its length. */
function isLeftOut(
  message: WireMessage,
  { name, value }: WireHeader,
  keepsBodyHeaders: boolean,
): boolean {
  // The body is cut to its length already.
  if (name === 'content-length') return value !== '0';
  if (name.startsWith('content-')) return !keepsBodyHeaders;
  return (
    message.request?.method === 'INVITE' && name === 'expires' && !/^[1-9]\d{0,5}$/.test(value)
  );
}

/** Where a call hangs on the message, what cannot be read of its Contact is left out. */
function lineOf(message: WireMessage, header: WireHeader): string | null {
  if (header.name === 'contact' && isLenient(message)) {
    const contacts = readableContacts(splitList(header.value));
    return contacts.length === 0 ? '' : `Contact: ${contacts.join(', ')}`;
  }
  const line = readableLine(header);
  return header.name === 'from' && line !== null ? tagOrNone(line, undefined, true) : line;
}

/** Those that sip.js can read, some of them in other words. More than any desk has are not looked at. */
export function readableContacts(contacts: readonly string[]): string[] {
  const grammar = canRead('Contact');
  const reads = (value: string) => isTaken(value) && grammar(value);
  return contacts
    .filter((contact) => contact !== '' && contact !== '*')
    .slice(0, maxContacts)
    .map((value) => readableAddresses({ value, canRead: reads }, false))
    .filter(grammar);
}

function readableTopVia(header: WireHeader, branched: string | null): string | null {
  const via = branched ?? header.value;
  if (canRead('Via')(via)) return branched === null ? header.line : `Via: ${via}`;
  const branch = branchParam.exec(via)?.[1];
  return branch === undefined ? null : `Via: ${readableVia(header.value, branch)}`;
}

/** `''`: the line is left out, as nothing hangs on it. `null`: sip.js could not read it. */
export function readableLine(header: WireHeader): string | null {
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
  const isTrue = (value: string) => isTaken(value) && reads(value);
  // Nearly all that PBXs send is read once.
  if (isTrue(header.value)) return header.line;
  const value = readableAddresses({ value: header.value, canRead: isTrue }, isList);
  return reads(value) || Grammar.parse(value, rule) !== -1 ? `${header.name}: ${value}` : null;
}

/** What stands behind the last blank, bracket or quote. By hand: an expression that looks for its beginning reads the rest for each. */
function lastWord(text: string): string {
  let from = text.length;
  while (from > 0 && !/[\s<>"]/u.test(text.charAt(from - 1))) from -= 1;
  return text.slice(from);
}

/** Without parameters, which nobody here reads. */
function typeOnly(contentType: string): string {
  return contentType.split(';', 1)[0]?.trim() ?? '';
}
