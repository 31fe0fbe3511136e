import { bodyText } from './frame-text.ts';
import { type Part, readParts } from './multipart.ts';
import { type WireHeader, valueOf } from './wire-message.ts';

/** What the body of a message says about the session. */
export interface SessionBody {
  /** The session description; `null`: there is none. */
  readonly sdp: string | null;
  /** There is something that has to be understood and cannot be (RFC 3261 §20.11), or that nobody knows the type of. */
  readonly fault: 'unsupported' | 'bodyWithoutType' | null;
}

const nothing: SessionBody = { sdp: null, fault: null };
const maxDepth = 3;

/** The body without what follows it in the frame (§18.3); a length beyond the frame is that of the frame. */
export function ownBody(headers: readonly WireHeader[], body: Uint8Array): Uint8Array {
  const length = valueOf(headers, 'content-length');
  return /^\d{1,6}$/.test(length) ? body.subarray(0, Number(length)) : body;
}

/**
 * Finds the session description in a body: alone, without a type or under a wrong one, or among the parts of a multipart body
 * (RFC 5621), where gateways put their ISUP beside it. What is not understood is an obstacle where it says that it must be understood
 * (`handling=required`), or where it is all there is and does not say `optional`.
 */
export function readSessionBody(headers: readonly WireHeader[], body: Uint8Array): SessionBody {
  if (body.length === 0) return nothing;
  return readPart({ headers, body }, 0);
}

function readPart(part: Part, depth: number): SessionBody {
  const { headers, body } = part;
  const type = typeOf(part);
  const isCoded = codings.some((name) => !plain.test(valueOf(headers, name)));
  if (isEarly(part)) return nothing;
  if (!isCoded && (type === 'application/sdp' || readsAsSdp(body)))
    return { sdp: bodyText(body), fault: null };
  if (!isCoded && type.startsWith('multipart/') && depth < maxDepth)
    return readAll(part, type === 'multipart/alternative', depth);
  return { sdp: null, fault: faultOf(part, type, depth > 0) };
}

/** Of alternatives the last that is understood counts (RFC 2046 §5.1.4), and the others need not be; else the first. */
function readAll(part: Part, areAlternatives: boolean, depth: number): SessionBody {
  const parts = readParts(part);
  if (parts === null) return { sdp: null, fault: 'unsupported' };
  const read = parts.map((one) => readPart(one, depth + 1));
  const described = read.filter(({ sdp }) => sdp !== null);
  const { sdp } = described.at(areAlternatives ? -1 : 0) ?? nothing;
  const fault = read.find((one) => one.fault !== null)?.fault ?? null;
  return { sdp, fault: areAlternatives && sdp !== null ? null : fault };
}

const codings = ['content-encoding', 'content-transfer-encoding'];
const plain = /^(?:|identity|7bit|8bit|binary)$/i;

/** The RFC takes silence for `required`. Of a part among others it is not believed: the call does not hang on it. */
function faultOf({ headers }: Part, type: string, isAmongOthers: boolean): SessionBody['fault'] {
  const handling = /;\s*handling\s*=\s*"?(\w+)/i.exec(valueOf(headers, 'content-disposition'))?.[1];
  const isRequired = isAmongOthers
    ? handling?.toLowerCase() === 'required'
    : handling?.toLowerCase() !== 'optional';
  if (!isRequired) return null;
  return type === '' ? 'bodyWithoutType' : 'unsupported';
}

/** Early media of a model that we do not offer (RFC 3959): no description of this session. */
function isEarly({ headers }: Part): boolean {
  return /^\s*early-session\b/i.test(valueOf(headers, 'content-disposition'));
}

/** `''`: none that can be made out. */
function typeOf({ headers }: Part): string {
  const type = /^([^\s/;]+)[ \t]*\/[ \t]*([^\s/;]+)/.exec(valueOf(headers, 'content-type'));
  return type ? `${type[1]}/${type[2]}`.toLowerCase() : '';
}

/** RFC 8866 §5: each description begins so, and nothing else does. */
function readsAsSdp(body: Uint8Array): boolean {
  return /^\s*v=0\s*[\r\n]+o=/.test(bodyText(body.subarray(0, 64)));
}
