import { splitList, uriOfAddress } from './grammar.ts';
import { fromHex, toHex } from './hex-text.ts';

/**
 * Valid addresses that sip.js cannot read: other schemes than SIP (`tel:` of a trunk, RFC 4475 §3.3.4) and IPv6 with
 * three colons (RFC 5118 §4.10). They travel inside as a SIP URI that holds the original, and leave as they came.
 */
const alias = /sip:[^@\s<>"]*@x([0-9a-f]+)\.wire\.invalid/g;
const maxLength = 200;

/** The same URI when sip.js can read it. */
export function readableUri(uri: string): string {
  const isSip = /^sips?:/i.test(uri);
  if ((isSip && !uri.includes(':::')) || uri.length > maxLength || fromHex(toHex(uri)) === null)
    return uri;
  const user = isSip ? /:([^@]+)@/.exec(uri)?.[1] : /^tel:(\+?[0-9]+)/i.exec(uri)?.[1];
  return `sip:${user ?? 'unknown'}@x${toHex(uri)}.wire.invalid`;
}

/** A header value of one or more addresses with each URI readable. */
export function readableAddresses(value: string): string {
  return splitList(value)
    .map((address) => {
      const uri = uriOfAddress(address);
      return uri === null ? address : address.replace(uri, () => readableUri(uri));
    })
    .join(', ');
}

/** Puts the original addresses back into the headers of what we send. */
export function originalAddresses(head: string): string {
  return head.replace(alias, (whole, hex: string) => fromHex(hex) ?? whole);
}
