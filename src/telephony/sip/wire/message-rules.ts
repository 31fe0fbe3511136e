import { isLooseVia, isVia, readUri, splitList, token } from './grammar.ts';
import { uriIn } from './loose-address.ts';
import { type WireHeader, type WireMessage, valueOf, valuesOf } from './wire-message.ts';

export type FormRule =
  | 'badStartLine'
  | 'badVersion'
  | 'badRequestUri'
  | 'missingHeader'
  | 'repeatedHeader'
  | 'badCseq'
  | 'badContentLength'
  | 'badAddress'
  | 'badVia'
  | 'badDate';

const maxCseq = 2 ** 31 - 1;
const onceOnly = ['from', 'to', 'call-id', 'cseq'];
/** Nobody here goes by them, so they are judged only where no call hangs on the message (RFC 4475 §3.1.2.12). */
const unused = ['max-forwards', 'date'];
const mandatory = ['via', 'from', 'to', 'call-id', 'cseq'];

const requestLine = new RegExp(String.raw`^(${token}) (\S{1,2048}) SIP/(\d{1,3}\.\d{1,3})$`, 'i');
/** The space before an empty reason is often left out. */
const statusLine = /^SIP\/2\.0 [1-6][0-9]{2}(?: .{0,512})?$/iu;
const cseqValue = new RegExp(String.raw`^(\d{1,10})[ \t]+(${token})$`);
const sipDate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const controlCharacter = /[^\P{Cc}\t]/u;

/** Request line or status line (§7.1, §7.2): single spaces, no whitespace in the URI, version 2.0. */
export function readStartLine(line: string): Pick<WireMessage, 'request'> | FormRule {
  const match = requestLine.exec(line);
  if (!match) return statusLine.test(line) ? { request: null } : 'badStartLine';
  const [, method = '', uri = '', version] = match;
  if (version !== '2.0') return 'badVersion';
  const facts = readUri(uri);
  return facts === null || facts.hasHeaders ? 'badRequestUri' : { request: { method, uri } };
}

/** What is wrong with the headers of a message; `null` when nothing is. `bodyLength` in bytes. */
export function brokenRule(message: WireMessage, bodyLength: number): FormRule | null {
  const { headers, request } = message;
  const count = (name: string) => valuesOf(headers, name).length;
  if (mandatory.some((name) => count(name) === 0)) return 'missingHeader';
  const isLoose = isLenient(message);
  const isPart = isPartOfCall(message);
  const once = [...onceOnly, ...(isPart ? [] : ['content-length']), ...(isLoose ? [] : unused)];
  if (once.some((name) => count(name) > 1)) return 'repeatedHeader';
  const cseq = cseqValue.exec(valueOf(headers, 'cseq'));
  if (!cseq || Number(cseq[1]) > maxCseq || (request && cseq[2] !== request.method))
    return 'badCseq';
  if (!isPart && !isContentLength(headers, bodyLength)) return 'badContentLength';
  if (!areAddresses(message, isLoose)) return 'badAddress';
  if (
    !valuesOf(headers, 'via')
      .flatMap(splitList)
      .every(isLoose ? isLooseVia : isVia)
  )
    return 'badVia';
  const isDate = isLoose || valuesOf(headers, 'date').every((date) => sipDate.test(date));
  return isDate ? null : 'badDate';
}

/**
 * Absent on a WebSocket, where the frame ends the message (RFC 7118 §4.1), or not more than there is (§18.3). What is said within a
 * call is taken as long as it is: refusing a BYE would leave the call hanging.
 */
function isContentLength(headers: readonly WireHeader[], bodyLength: number): boolean {
  const [length] = valuesOf(headers, 'content-length');
  return length === undefined || (/^\d{1,6}$/.test(length) && Number(length) <= bodyLength);
}

/**
 * Where a call hangs on a message, an address needs to be made out and not to be right by the letter: INVITEs, and
 * whatever is said within a dialog.
 */
export function isLenient(message: WireMessage): boolean {
  return message.request?.method === 'INVITE' || isPartOfCall(message);
}

/** A request that can do nothing but go on with a call or end it. */
export function isPartOfCall({ startLine, headers }: Omit<WireMessage, 'request'>): boolean {
  return /^(?:ACK|BYE|CANCEL) /.test(startLine) || hasTag(valueOf(headers, 'to'));
}

export function hasTag(address: string): boolean {
  return /;[ \t]*tag[ \t]*=/i.test(address);
}

function areAddresses(message: WireMessage, isLoose: boolean): boolean {
  const { headers } = message;
  const callId = valueOf(headers, 'call-id');
  if (callId === '' || controlCharacter.test(callId)) return false;
  const ends = [valueOf(headers, 'from'), valueOf(headers, 'to')];
  // One that cannot be used is left out; `incoming-requests.ts` knows where the call came from.
  const contacts = isLoose ? [] : valuesOf(headers, 'contact').flatMap(splitList);
  return (
    ends.every((end) => uriIn(end, isLoose) !== null) &&
    contacts.every((contact) => contact === '*' || uriIn(contact, isLoose) !== null)
  );
}
