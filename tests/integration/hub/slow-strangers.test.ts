import { type Socket, connect } from 'node:net';
import { expect, it } from 'vitest';
import { hubLimits } from '../../../src/hub/http/limits.ts';
import { aKeyedDesk, signInProven } from '../../support/hub-client.ts';
import { startTestHub } from '../../support/running-hub.ts';
import { until } from '../../support/until.ts';

it('who sends a few bytes and waits keeps nobody behind the same address from signing in', async () => {
  const hub = await startTestHub();
  const headers = { 'x-real-ip': '192.0.2.7' };
  const head = [
    'POST /api/auth/sign-in HTTP/1.1',
    'Host: hub',
    'X-Real-IP: 192.0.2.7',
    'Content-Type: application/json',
    'Content-Length: 100',
    '',
    '{',
  ].join('\r\n');
  const more = 12;
  let ended = 0;
  const sockets: Socket[] = [];
  while (sockets.length < hubLimits.address.requestsInFlight + more) {
    const socket = connect(Number(new URL(hub.url()).port), '127.0.0.1');
    socket.on('error', () => undefined).on('close', () => (ended += 1));
    socket.resume().write(head);
    sockets.push(socket);
  }
  // Refused, or in place of an older one: all places are taken then.
  await until('one too many has gone', () => ended >= more, 10_000);
  await expect(
    signInProven(hub.url(), '1001', { desk: aKeyedDesk(), headers }),
  ).resolves.toBeDefined();
  for (const socket of sockets) socket.destroy();
  await hub.stop();
});
