import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Where a request comes from, as an IP address. `X-Real-IP` is believed only from a proxy on this machine (the sample
 * nginx sets it and overwrites what a client sent); everybody else is the address of the socket. `unknown` when the
 * socket has gone already.
 */
export function clientAddress(request: IncomingMessage): string {
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const isLocal = peer === '::1' || peer.startsWith('127.');
  const told = request.headers['x-real-ip'];
  if (isLocal && typeof told === 'string' && isIP(told) !== 0) return told;
  return peer === '' ? 'unknown' : peer;
}
