import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { clientAddress } from '../../../../src/hub/http/client-address.ts';

function requestFrom(remoteAddress: string | undefined, headers: Record<string, string> = {}) {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  return Object.assign(new IncomingMessage(socket), { headers });
}

describe('clientAddress', () => {
  it('is the address of the socket', () => {
    expect(clientAddress(requestFrom('192.0.2.7'))).toBe('192.0.2.7');
    expect(clientAddress(requestFrom('::ffff:192.0.2.7'))).toBe('192.0.2.7');
  });

  it('is what the proxy on this machine says', () => {
    expect(clientAddress(requestFrom('127.0.0.1', { 'x-real-ip': '192.0.2.8' }))).toBe('192.0.2.8');
    expect(clientAddress(requestFrom('::1', { 'x-real-ip': '2001:db8::1' }))).toBe('2001:db8::1');
    for (const mapped of ['::ffff:192.0.2.9', '::FFFF:192.0.2.9', '0:0:0:0:0:ffff:192.0.2.9'])
      expect(clientAddress(requestFrom('127.0.0.1', { 'x-real-ip': mapped }))).toBe('192.0.2.9');
  });

  it('does not believe anybody else, nor what is no address', () => {
    expect(clientAddress(requestFrom('192.0.2.7', { 'x-real-ip': '192.0.2.8' }))).toBe('192.0.2.7');
    expect(clientAddress(requestFrom('127.0.0.1', { 'x-real-ip': 'anything' }))).toBe('127.0.0.1');
  });

  it.each([
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['::ffff:192.0.2.8', '192.0.2.8'],
    ['::FFFF:c000:208', '192.0.2.8'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('is one place in whatever spelling: %s', (told, address) => {
    expect(clientAddress(requestFrom('127.0.0.1', { 'x-real-ip': told }))).toBe(address);
  });

  it('looks at no other header, and not at two answers in one', () => {
    const forwarded = { 'x-forwarded-for': '192.0.2.9', forwarded: 'for=192.0.2.9' };
    expect(clientAddress(requestFrom('127.0.0.1', forwarded))).toBe('127.0.0.1');
    const twice = { 'x-real-ip': '192.0.2.8, 192.0.2.9' };
    expect(clientAddress(requestFrom('127.0.0.1', twice))).toBe('127.0.0.1');
  });

  it('is unknown when the socket has gone', () => {
    expect(clientAddress(requestFrom(undefined))).toBe('unknown');
  });
});
