import {
  IncomingRequestMessage,
  type IncomingResponseMessage,
  LoggerFactory,
  NameAddrHeader,
  Parser,
  type URI,
} from 'sip.js/lib/core/index.js';

/** An address of a From, To or Contact header. */
export interface SipAddress {
  readonly uri: string;
  readonly user: string;
  readonly displayName: string;
  /** A header parameter such as `tag` or `expires`; `null` when absent. */
  param(name: string): string | null;
}

interface SipMessageBase {
  readonly from: SipAddress;
  readonly to: SipAddress;
  readonly callId: string;
  readonly cseq: number;
  readonly branch: string;
  readonly contacts: readonly SipAddress[];
  readonly body: string;
  /** First header of this name as written; `null` when absent. */
  header(name: string): string | null;
  headers(name: string): readonly string[];
}

export interface SipRequest extends SipMessageBase {
  readonly kind: 'request';
  readonly method: string;
  /** User part of the request URI, unescaped: the number that was dialled. */
  readonly targetUser: string;
  /** `Contact: *`, the wish to remove every binding (RFC 3261 §10.2.2). */
  readonly everyContact: boolean;
}

export interface SipResponse extends SipMessageBase {
  readonly kind: 'response';
  /** Method of the CSeq header: which request this answers. */
  readonly method: string;
  readonly status: number;
  readonly reason: string;
}

/** Reads one WebSocket frame (RFC 7118 §5: one message each); `null` for anything that is not a whole SIP message. */
export function parseSip(text: string): SipRequest | SipResponse | null {
  // SIP.js refuses the whole message for a `Contact: *`; the line is taken out before.
  const everyContact = wildcard.test(text);
  const message = parseQuietly(everyContact ? text.replace(wildcard, '') : text);
  if (!message?.from || !message.to || !message.callId || !message.viaBranch) return null;
  if (!Number.isInteger(message.cseq)) return null;
  const base: SipMessageBase = {
    from: addressOf(message.from),
    to: addressOf(message.to),
    callId: message.callId,
    cseq: message.cseq,
    branch: message.viaBranch,
    contacts: contactsOf(message),
    body: message.body,
    header: (name) => message.getHeader(name) ?? null,
    headers: (name) => message.getHeaders(name),
  };
  if (message instanceof IncomingRequestMessage) {
    const targetUser = decodeUser(message.ruri?.user ?? '');
    return { ...base, kind: 'request', method: message.method, targetUser, everyContact };
  }
  const { statusCode, reasonPhrase } = message;
  if (statusCode === undefined) return null;
  return {
    ...base,
    kind: 'response',
    method: message.method,
    status: statusCode,
    reason: reasonPhrase ?? '',
  };
}

const wildcard = /^(?:contact|m)[ \t]*:[ \t]*\*[ \t]*\r\n/im;

type Parsed = IncomingRequestMessage | IncomingResponseMessage;

function parseQuietly(text: string): Parsed | null {
  const loggers = new LoggerFactory();
  loggers.builtinEnabled = false;
  try {
    return Parser.parseMessage(text, loggers.getLogger('training')) ?? null;
  } catch {
    // SIP.js throws on some malformed headers (a CSeq without a number in a response).
    return null;
  }
}

function contactsOf(message: Parsed): SipAddress[] {
  return message.getHeaders('contact').flatMap((_, index) => {
    const parsed: unknown = message.parseHeader('contact', index);
    return parsed instanceof NameAddrHeader ? [addressOf(parsed)] : [];
  });
}

function addressOf(header: NameAddrHeader): SipAddress {
  return {
    uri: uriText(header.uri),
    user: decodeUser(header.uri.user ?? ''),
    displayName: header.displayName ?? '',
    param: (name) => {
      const value: unknown = header.getParam(name);
      // SIP.js reads a parameter of digits (`expires`) as a number.
      return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
    },
  };
}

/** SIP.js unescapes what it writes and throws for an escaped `%` in a user part: any phone could end this program with one. */
function uriText(uri: URI): string {
  try {
    return uri.toRaw();
  } catch {
    const other = uri.clone();
    other.user = encodeURIComponent(uri.user ?? '');
    return other.toRaw();
  }
}

function decodeUser(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
