import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Where a request comes from, as an IP address in its one canonical spelling (RFC 5952), so that one place is not counted as
 * several. `X-Real-IP` is believed only from a proxy on this machine (the sample nginx sets it and overwrites what a client
 * sent); everybody else is the address of the socket. `unknown` when the socket has gone already.
 */
export function clientAddress(request: IncomingMessage): string {
  const peer = canonical(request.socket.remoteAddress ?? '');
  if (peer === null) return 'unknown';
  const isLocal = peer === '::1' || peer.startsWith('127.');
  const told = request.headers['x-real-ip'];
  return (isLocal && typeof told === 'string' ? canonical(told) : null) ?? peer;
}

/** `null` for what is no address. IPv4 in IPv6 (`::ffff:…`) is IPv4; a zone (`%eth0`) says nothing about who it is. */
function canonical(text: string): string | null {
  const [address = ''] = text.split('%');
  if (isIP(address) !== 6) return isIP(address) === 4 ? address : null;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short) ?? [];
  if (high === undefined || low === undefined) return short;
  const bits = Number.parseInt(high, 16) * 0x1_0000 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.');
}
