import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Host } from '../../../src/main/host.ts';
import { type NodeServer, startNodeServer } from '../../../src/main/node/node-server.ts';
import { aDataDirectory, removeDirectory, startTestHost } from '../../support/host/desk-host.ts';
import { openDoor } from '../../support/host/host-clients.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const cookieKey = randomBytes(32);

describe('the loopback door', () => {
  let directory: string;
  let host: Host;
  let server: NodeServer;
  let cookie: string;
  let origin: string;

  beforeAll(async () => {
    directory = aDataDirectory();
    mkdirSync(join(directory, 'pages', 'desk'), { recursive: true });
    writeFileSync(join(directory, 'pages', 'desk', 'index.html'), '<title>desk</title>');
    host = await startTestHost(directory);
    server = await startNodeServer(host, { port: 0, cookieKey, logger: silentLogger });
    cookie = await openDoor(server.launchUrl('desk'));
    origin = `http://127.0.0.1:${server.port}`;
  });
  afterAll(async () => {
    await server.close();
    await host.close();
    removeDirectory(directory);
  });

  /** Plain `node:http`, because `fetch` does not let a test lie about `Host` and `Origin`. */
  const ask = (path: string, headers: Record<string, string>, method = 'GET') =>
    new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port: server.port, path, method, headers, agent: false },
        (answer) => {
          answer.resume();
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers }),
          );
        },
      );
      asked.on('error', reject);
      asked.end(method === 'PUT' ? 'x' : undefined);
    });
  const statusOf = async (...args: Parameters<typeof ask>) => (await ask(...args)).status;
  const upgrade = (headers: Record<string, string>, path = '/rpc/desk') =>
    new Promise<number>((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
      socket.once('open', () => {
        socket.close();
        resolve(101);
      });
      socket.once('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0));
      socket.once('error', reject);
    });
  const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';

  it('opens for the cookie', async () => {
    expect(await statusOf('/desk/', { cookie })).toBe(200);
  });
  it('keeps static pages, too, from whoever has no cookie', async () => {
    expect(await statusOf('/desk/', {})).toBe(403);
    expect(await statusOf('/desk/', { cookie: `hotline-desk-${server.port}=guess` })).toBe(403);
  });
  it('takes the cookie after a restart at the same port, and nobody else’s', async () => {
    const { port } = server;
    await server.close();
    server = await startNodeServer(host, { port, cookieKey, logger: silentLogger });
    expect(await statusOf('/desk/', { cookie })).toBe(200);
    const [nonce] = cookie.split('.');
    expect(await statusOf('/desk/', { cookie: `${nonce}.${'A'.repeat(43)}` })).toBe(403);
  });
  it('does not take the cookie of another port', async () => {
    const value = cookie.slice(cookie.indexOf('=') + 1);
    expect(await statusOf('/desk/', { cookie: `hotline-desk-1=${value}` })).toBe(403);
  });
  it('refuses a foreign Host, as after DNS rebinding', async () => {
    expect(await statusOf('/desk/', { cookie, host: 'desk.test.invalid' })).toBe(403);
    expect(await statusOf('/desk/', { cookie, host: `localhost:${server.port}` })).toBe(403);
  });
  it('refuses a write without our Origin', async () => {
    const path = '/recordings/00000000-0000-4000-8000-000000000000/chunks/0';
    expect(await statusOf(path, { cookie }, 'PUT')).toBe(403);
    expect(await statusOf(path, { cookie, origin: 'http://evil.test.invalid' }, 'PUT')).toBe(403);
    expect(await statusOf(path, { cookie, origin: 'null' }, 'PUT')).toBe(403);
    expect(await statusOf(path, { cookie, origin }, 'PUT')).not.toBe(403);
  });
  it('refuses a read that names a foreign Origin', async () => {
    expect(await statusOf('/desk/', { cookie, origin: 'http://evil.test.invalid' })).toBe(403);
  });
  it('upgrades only with cookie and our Origin, and only on the two paths', async () => {
    expect(await upgrade({ cookie, origin })).toBe(101);
    expect(await upgrade({ origin })).toBe(403);
    expect(await upgrade({ cookie })).toBe(403);
    expect(await upgrade({ cookie, origin: 'http://evil.test.invalid' })).toBe(403);
    expect(await upgrade({ cookie, origin }, '/rpc/other')).toBe(403);
  });
  it('swaps a launch token once for a cookie that scripts and other sites cannot use', async () => {
    const url = new URL(server.launchUrl('phone'));
    const path = url.pathname + url.search;
    const first = await ask(path, {});
    expect(first).toMatchObject({ status: 303, headers: { location: '/phone/' } });
    expect(String(first.headers['set-cookie'])).toMatch(
      new RegExp(
        `^hotline-desk-${server.port}=[\\w-]{43}\\.[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`,
      ),
    );
    expect(await statusOf(path, {})).toBe(403);
  });
  it('refuses wrong tokens and unknown pages', async () => {
    expect(await statusOf('/open?token=guess&page=desk', {})).toBe(403);
    expect(await statusOf('/open?page=desk', {})).toBe(403);
    expect(await statusOf(`/open?token=${tokenOf(server.launchUrl('desk'))}&page=//evil`, {})).toBe(
      403,
    );
  });
  it('answers with the security headers and never with a CORS header', async () => {
    const { headers } = await ask('/desk/', { cookie });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(String(headers['content-security-policy'])).toContain("default-src 'none'");
    expect(String(headers['content-security-policy'])).toContain("frame-ancestors 'none'");
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
  it('serves nothing outside the pages', async () => {
    for (const path of [
      '/../desk.key',
      '/desk/%2e%2e/%2e%2e/desk.key',
      '/..%2fdesk.key',
      '/desk/..%5cdesk.key',
      '/%00',
    ]) {
      expect(await statusOf(path, { cookie })).toBe(404);
    }
  });
  it('cuts a socket that sends more than an honest page would', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc/desk`, {
      headers: { cookie, origin },
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.send('x'.repeat(2 * 1024 * 1024));
    expect(await closed).toBe(1009);
  });
  it('says so at once when the port is taken', async () => {
    await expect(
      startNodeServer(host, { port: server.port, cookieKey, logger: silentLogger }),
    ).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
