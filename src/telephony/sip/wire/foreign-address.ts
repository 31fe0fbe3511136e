import { splitList } from './grammar.ts';
import { fromHex, toHex } from './hex-text.ts';
import { readLoosely } from './loose-address.ts';

/**
 * Addresses that sip.js cannot read: other schemes than SIP (`tel:` of a trunk, RFC 4475 §3.3.4), IPv6 with three colons
 * (RFC 5118 §4.10), host names with underscores, odd parameters, escapes that are not UTF-8. They travel inside as a SIP URI that holds the
 * original, and leave as they came.
 */
const alias = /sip:[^@\s<>"]*@x([0-9a-f]+)\.wire\.invalid(?:;lr)?/g;
const maxLength = 2000;
const maxNameLength = 200;

/** The same URI when sip.js can read it, as `canRead` says. */
export function readableUri(uri: string, canRead: boolean): string {
  if (canRead || uri.length > maxLength || fromHex(toHex(uri)) === null) return uri;
  const looseRoute = /;\s*lr(?=[;=?]|$)/i.test(uri) ? ';lr' : '';
  return `sip:${userOf(uri)}@x${toHex(uri)}.wire.invalid${looseRoute}`;
}

/** User part in characters that any parser takes. */
function userOf(uri: string): string {
  const user = /^sips?:/i.test(uri)
    ? /^sips?:([^@]+)@/i.exec(uri)?.[1]
    : /^tel:([^;]+)/i.exec(uri)?.[1];
  const [name = ''] = (user ?? '').split(/[;:]/, 1);
  if (name === '') return 'unknown';
  if (!isReadTwice(name)) return percentEncoded(name.replaceAll('%', '-'));
  return /^(?:[\w.!~*'()+$-]|%[0-9A-Fa-f]{2})+$/.test(name) ? name : percentEncoded(name);
}

/** sip.js unescapes a user part as it reads it and once more as it writes it: an escaped `%`, and what is no UTF-8, ends the call. */
export function isReadTwice(text: string): boolean {
  try {
    decodeURIComponent(decodeURIComponent(text));
    return true;
  } catch {
    return false;
  }
}

function percentEncoded(text: string): string {
  return Array.from(
    new TextEncoder().encode(text),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
}

export interface AddressHeader {
  readonly value: string;
  /** Whether sip.js can read such a header value. */
  readonly canRead: (value: string) => boolean;
}

/** A header value of one address (`From`, `To`) or, with `isList`, of several, each of them readable. */
export function readableAddresses({ value, canRead }: AddressHeader, isList: boolean): string {
  if (canRead(value)) return value;
  return (isList ? splitList(value) : [value])
    .map((address) => (canRead(address) ? address : rewritten(address, canRead)))
    .join(', ');
}

function rewritten(address: string, canRead: AddressHeader['canRead']): string {
  const loose = readLoosely(address);
  if (!loose) return address;
  const name = cleanName(loose.name);
  const display = name === '' ? '' : `"${name.replace(/["\\]/g, '\\$&')}" `;
  const params = [
    loose.tag === null ? '' : `;tag=${loose.tag}`,
    loose.expires === null ? '' : `;expires=${loose.expires}`,
  ];
  const uri = readableUri(loose.uri, canRead(`<${loose.uri}>`));
  return `${display}${address.includes('<') ? `<${uri}>` : uri}${params.join('')}`;
}

/** A name that no parser trips over; left out when it could not be decoded. */
function cleanName(name: string): string {
  return name.includes('\uFFFD')
    ? ''
    : name
        .replace(/\p{Cc}/gu, '')
        .trim()
        .slice(0, maxNameLength);
}

/** Puts the original addresses back into the headers of what we send. */
export function originalAddresses(head: string): string {
  return head.replace(alias, (whole, hex: string) => fromHex(hex) ?? whole);
}
