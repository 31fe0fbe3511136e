import { splitList } from './grammar.ts';
import { isPartOfCall } from './message-rules.ts';
import type { SessionBody } from './session-body.ts';
import { type WireMessage, valueOf, valuesOf } from './wire-message.ts';

/** A refusal that RFC 3261 §8.2 asks of a UAS before it looks at the request itself. */
export interface DutyRefusal {
  readonly status: 405 | 406 | 415 | 416 | 420 | 481;
  readonly headers: readonly string[];
}

const allowedMethods =
  'ACK, BYE, CANCEL, INFO, INVITE, NOTIFY, OPTIONS, PRACK, REFER, SUBSCRIBE, UPDATE';
/** A desk is no registrar, and nobody would read a MESSAGE. sip.js answers 404 and 200. */
const unsupportedMethods = ['REGISTER', 'MESSAGE', 'PUBLISH'];
/** Option tags that may be required of us (RFC 4028, RFC 3262). */
const supportedOptions = ['timer', '100rel'];

/** What sip.js 0.21.2 leaves out or throws on: other schemes in the Request-URI, `Require`, body types and `Accept`. `null`: the request may go on. */
export function dutyRefusal(message: WireMessage, session: SessionBody | null): DutyRefusal | null {
  const { request, headers } = message;
  if (!request || request.method === 'ACK' || request.method === 'CANCEL') return null;
  if (unsupportedMethods.includes(request.method))
    return { status: 405, headers: [`Allow: ${allowedMethods}`] };
  // Within a call the tags say whom it is for.
  if (!/^sips?:/i.test(request.uri) && !isPartOfCall(message)) return { status: 416, headers: [] };
  const required = valuesOf(headers, 'require').flatMap(splitList);
  const unsupported = required.filter(
    (option) => option !== '' && !supportedOptions.includes(option.toLowerCase()),
  );
  if (unsupported.length > 0)
    return { status: 420, headers: [`Unsupported: ${unsupported.join(', ')}`] };
  // §12.2.2: sip.js throws on a PRACK that belongs to no dialog.
  if (request.method === 'PRACK' && !/;[ \t]*tag[ \t]*=/i.test(valueOf(headers, 'to')))
    return { status: 481, headers: [] };
  if (request.method !== 'INVITE' && request.method !== 'UPDATE') return null;
  return refusedBody(headers, session);
}

/** §8.2.3 for the body of an INVITE, §20.1 for what its answer may be. */
function refusedBody(
  headers: WireMessage['headers'],
  session: SessionBody | null,
): DutyRefusal | null {
  const typeOf = (text: string) => text.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (session?.fault === 'unsupported') {
    const accept = 'Accept: application/sdp, multipart/mixed, multipart/alternative';
    return { status: 415, headers: [accept, 'Accept-Encoding: identity'] };
  }
  const accepted = valuesOf(headers, 'accept').flatMap(splitList).map(typeOf);
  const sdp = ['', '*/*', 'application/*', 'application/sdp'];
  return accepted.length > 0 && !accepted.some((one) => sdp.includes(one))
    ? { status: 406, headers: [] }
    : null;
}
