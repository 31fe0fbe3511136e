import { cleanLine, clip } from '../../../shared/clean-text.ts';
import { percentDecoded } from './user-to-user.ts';

/** Who a message says is at the other end, as it was written; `rawNumber` is empty when nobody is named. */
export interface Identity {
  readonly rawNumber: string;
  readonly displayName: string;
}

/** All values of a header of a message, as written. */
export type HeadersOf = (name: string) => readonly string[];

export interface IdentityContext {
  /** Which side of the PBX's `Remote-Party-ID` is the other one: the caller in requests, the callee in responses. */
  readonly party: 'calling' | 'called';
  /** User parts that are ourselves: a PBX that names us says nothing. */
  readonly own: readonly string[];
}

/**
 * Who is at the other end now: `P-Asserted-Identity` (RFC 3325), else `Remote-Party-ID` as FreePBX sends it, else a `From`
 * that the far side says it may change (RFC 4916 §4.3). `null` when nothing is said, when it is anonymous, or ourselves.
 */
export function readConnectedLine(headers: HeadersOf, context: IdentityContext): Identity | null {
  const mayChange = headers('Supported').some((value) => /\bfrom-change\b/i.test(value));
  const named = [
    ...assertedIdentities(headers),
    ...remoteParties(headers, context.party),
    ...(mayChange && context.party === 'calling' ? headers('From') : []),
  ].map(readIdentity);
  return (
    named.find(({ rawNumber }) => rawNumber !== '' && !context.own.includes(rawNumber)) ?? null
  );
}

/** Who calls: as above, and the plain `From` of the INVITE. */
export function readCaller(headers: HeadersOf): Identity {
  const asserted = assertedIdentities(headers).map(readIdentity);
  const from = readIdentity(headers('From')[0] ?? '');
  const parties = from.rawNumber === '' ? remoteParties(headers, 'calling').map(readIdentity) : [];
  // An identity that says "anonymous" is meant so; one that cannot be read is as if it were not there.
  if (
    asserted.length > 0 &&
    assertedIdentities(headers).some(isAnonymous) &&
    !asserted.some(isNamed)
  )
    return { rawNumber: '', displayName: '' };
  // Of several asserted ones (RFC 3325 §9.1) the number, not the account of a trunk.
  const named = asserted.find(({ rawNumber }) => /^\+?\d/.test(rawNumber));
  return (
    [...(named ? [named] : []), ...asserted, from, ...parties].find(isNamed) ?? {
      rawNumber: '',
      displayName: '',
    }
  );
}

/** An address with its number and the name that stands beside it. Lengths fit `callViewSchema`. */
export function readIdentity(address: string): Identity {
  const user = isAnonymous(address) ? '' : userOf(address);
  const name = displayNameOf(address);
  return {
    rawNumber: clip(user, 128),
    displayName: user === '' || name === user ? '' : clip(name, 80),
  };
}

function isNamed({ rawNumber }: Identity): boolean {
  return rawNumber !== '';
}

/** Several values may share a line; commas in quotes or brackets belong to the value. */
function assertedIdentities(headers: HeadersOf): string[] {
  return headers('P-Asserted-Identity').flatMap(splitValues);
}

function remoteParties(headers: HeadersOf, party: IdentityContext['party']): string[] {
  const parties = headers('Remote-Party-ID').flatMap(splitValues);
  const roleOf = (value: string) => /;\s*party\s*=\s*"?(\w+)/i.exec(value)?.[1]?.toLowerCase();
  const isHidden = (value: string) => /;\s*privacy\s*=\s*"?(?:full|uri)/i.test(value);
  const shown = parties.filter((value) => !isHidden(value));
  // In a response FreePBX writes `calling` as well; what has no role is the sender.
  return party === 'called'
    ? shown
    : shown.filter((value) => (roleOf(value) ?? 'calling') === 'calling');
}

function splitValues(line: string): string[] {
  return line.match(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,"<])+/g) ?? [];
}

/** User part of the first URI: `"Name" <sip:19900000123@pbx>;tag=1` → `19900000123`, `<tel:+8627…>` → `+8627…`. */
function userOf(address: string): string {
  const match = /(?:sips?|tel):([^@:;>,\s?]+)(?::[^@;>\s]*)?((?:;[^@>\s]*)?)(@?)/i.exec(
    address.replace(/^\s*"(?:[^"\\]|\\.)*"/, ''),
  );
  if (!match) return '';
  const isTel = /tel:/i.test(match[0]);
  if (!isTel && match[3] !== '@') return '';
  return inContext(clean(percentDecoded(match[1] ?? '')), match[2] ?? '');
}

/**
 * A local number with the digits before it that its `phone-context` names (RFC 3966 §5.1.5). An area of this country stands
 * before local numbers alone: a mobile or service number is whole, and so is what needs no more than the country.
 */
function inContext(number: string, params: string): string {
  const [, named = ''] = /;phone-context=(?:\+|%2B)([\d.()-]+)/i.exec(params) ?? [];
  const context = named.replace(/\D/g, '');
  const isOurs = context.startsWith('86');
  const isLocal = (isOurs ? /^\d{7,8}$/ : /^\d{6,14}$/).test(number);
  return isLocal && context !== '' && context !== '86' ? `+${context}${number}` : number;
}

function displayNameOf(address: string): string {
  const quoted = /^\s*"((?:[^"\\]|\\.)*)"/.exec(address)?.[1];
  const name =
    quoted === undefined ? (/^([^<]*)</.exec(address)?.[1] ?? '') : quoted.replace(/\\(.)/g, '$1');
  // What could not be decoded is no name.
  return name.includes('\uFFFD') ? '' : clean(name);
}

/** RFC 3323 §4.1: withheld callers come as `sip:anonymous@anonymous.invalid`; PBXs also write other words. */
function isAnonymous(address: string): boolean {
  return (
    /anonymous\.invalid/i.test(address) ||
    /^(anonymous|unknown|unavailable|private|restricted)$/i.test(userOf(address))
  );
}

function clean(text: string): string {
  return cleanLine(text).trim();
}
