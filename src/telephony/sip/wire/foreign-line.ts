import { lineFromHex, toHex } from './hex-text.ts';

/**
 * Header values that sip.js cannot read and that a response must show as they came: a Via whose host has an underscore, a
 * Call-ID with an odd character. They travel inside as a host name that holds the whole value.
 */
const viaAlias = /SIP\/2\.0\/WS x([0-9a-f]+)\.via\.wire\.invalid;branch=[^\s;,]*/g;
const callIdAlias = /x([0-9a-f]+)\.callid\.wire\.invalid/g;

export function readableVia(value: string, branch: string): string {
  return `SIP/2.0/WS x${toHex(value)}.via.wire.invalid;branch=${branch}`;
}

export function readableCallId(value: string): string {
  return `x${toHex(value)}.callid.wire.invalid`;
}

/** Puts the original values back into the headers of what we send. */
export function originalLines(head: string): string {
  return head
    .replace(viaAlias, (whole, hex: string) => lineFromHex(hex) ?? whole)
    .replace(callIdAlias, (whole, hex: string) => lineFromHex(hex) ?? whole);
}
