import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Host } from '../../../src/main/host.ts';
import { type NodeServer, startNodeServer } from '../../../src/main/node/node-server.ts';
import { aDataDirectory, removeDirectory, startTestHost } from '../../support/host/desk-host.ts';
import { type LaunchedPage, launchPage } from '../../support/host/host-clients.ts';
import { silentLogger } from '../../support/silent-logger.ts';

describe('the loopback door', () => {
  let directory: string;
  let host: Host;
  let server: NodeServer;
  let desk: LaunchedPage;
  let cookie: string;
  let origin: string;
  let now = Date.now();
  let monotonic = 0;
  const clock = { now: () => now, monotonicMs: () => monotonic };
  const start = (port: number) =>
    startNodeServer(host, { port, dataDirectory: directory, clock, logger: silentLogger });

  beforeAll(async () => {
    directory = aDataDirectory();
    mkdirSync(join(directory, 'pages', 'desk'), { recursive: true });
    writeFileSync(join(directory, 'pages', 'desk', 'index.html'), '<title>desk</title>');
    host = await startTestHost(directory);
    server = await start(0);
    desk = await launchPage(server.launchUrl('desk'));
    cookie = await desk.prove();
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
  it('says to a person what to do at an address that opens nothing, and repeats no token', async () => {
    const used = server.launchUrl('desk');
    await fetch(used);
    const strange = `${origin}/open?token=${'x'.repeat(43)}&page=desk`;
    for (const url of [used, strange, `${origin}/open`, `${origin}/desk/`, `${origin}/`]) {
      const answer = await fetch(url);
      const text = await answer.text();
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        403,
        'text/html; charset=utf-8',
      ]);
      expect(text).toContain('请从桌面图标打开');
      expect(text).not.toContain(tokenOf(url) || 'token=');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });
  it('says nothing to whoever comes under another name, nor to a script', async () => {
    const answers = [
      await ask('/desk/', { host: 'attacker.test' }),
      await ask('/desk/', { origin: 'http://attacker.test' }),
      await ask('/recordings/x', {}),
      await ask('/door/desk/hello', { origin }, 'POST'),
    ];
    expect(answers.map(({ status, headers }) => [status, headers['content-type']])).toEqual(
      answers.map(() => [403, undefined]),
    );
  });
  it('knows its pages after a restart at the same port, when they prove themselves again', async () => {
    const { port } = server;
    await server.close();
    server = await start(port);
    expect(await upgrade({ cookie, origin })).toBe(403);
    cookie = await desk.prove();
    expect(await upgrade({ cookie, origin })).toBe(101);
  });
  it('does not take the cookie of another port', async () => {
    const other = cookie.replaceAll(String(server.port), '1');
    expect(await statusOf('/desk/', { cookie: other })).toBe(403);
  });
  it('refuses a foreign Host, as after DNS rebinding', async () => {
    expect(await statusOf('/desk/', { cookie, host: 'desk.test.invalid' })).toBe(403);
    expect(await statusOf('/desk/', { cookie, host: `localhost:${server.port}` })).toBe(403);
  });
  it('refuses a write without our Origin', async () => {
    const path = '/recordings/00000000-0000-4000-8000-000000000000/chunks/0';
    const phone = await (await launchPage(server.launchUrl('phone'))).prove();
    for (const wrong of [{}, { origin: 'http://evil.test.invalid' }, { origin: 'null' }])
      expect(await statusOf(path, { cookie: phone, ...wrong }, 'PUT')).toBe(403);
    expect(await statusOf(path, { cookie, origin }, 'PUT')).toBe(403);
    expect(await statusOf(path, { cookie: phone, origin }, 'PUT')).not.toBe(403);
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
    expect(first.status).toBe(200);
    expect(String(first.headers['set-cookie'])).toMatch(
      new RegExp(`^hotline-phone-${server.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expect(await statusOf(path, {})).toBe(403);
  });
  it('takes a launch token for seconds only, and for its own page', async () => {
    const late = new URL(server.launchUrl('desk'));
    monotonic += 31_000;
    expect(await statusOf(late.pathname + late.search, {})).toBe(403);
    const token = tokenOf(server.launchUrl('desk'));
    expect(await statusOf(`/open?token=${token}&page=phone`, {})).toBe(403);
  });
  it('opens nothing but files for a cookie alone, be it stolen or kept', async () => {
    const { grantCookie } = desk;
    expect(await statusOf('/desk/', { cookie: grantCookie })).toBe(200);
    for (const path of ['/rpc/desk', '/rpc/phone'])
      expect(await upgrade({ cookie: grantCookie, origin }, path)).toBe(403);
    const audio = '/recordings/00000000-0000-4000-8000-000000000000/audio';
    expect(await statusOf(audio, { cookie: grantCookie })).toBe(403);
  });
  it('does not let a desk page in as the phone, whose account carries a secret', async () => {
    expect(await upgrade({ cookie, origin }, '/rpc/phone')).toBe(403);
  });
  it('gives a session for a right proof only, once', async () => {
    const json = { origin, cookie: desk.grantCookie, 'content-type': 'application/json' };
    const post = (step: string, body: unknown, headers: Record<string, string> = json) =>
      fetch(`${origin}/door/desk/${step}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const nonce = randomBytes(32).toString('base64url');
    const hello: { hostNonce: string; proof: string } = await (
      await post('hello', { pageNonce: nonce })
    ).json();
    const { hostNonce } = hello;
    const wrong = createHmac('sha256', randomBytes(32)).update('x').digest('base64url');
    // The host's own proof sent back, a guess, and a question that was used up by the guess.
    for (const proof of [wrong, hello.proof, wrong])
      expect((await post('prove', { hostNonce, proof })).status).toBe(403);
    expect((await post('enrol', { key: nonce })).status).toBe(403);
    expect((await post('hello', { pageNonce: nonce }, { ...json, cookie: '' })).status).toBe(403);
    expect((await post('hello', { pageNonce: 'short' })).status).toBe(403);
  });
  it('takes a key only from a page that was just launched', async () => {
    const url = server.launchUrl('phone');
    const answer = await fetch(url, { redirect: 'manual' });
    now += 61_000;
    const headers = {
      origin,
      cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
      'content-type': 'application/json',
    };
    const body = JSON.stringify({ key: randomBytes(32).toString('base64url') });
    const enrolled = await fetch(`${origin}/door/phone/enrol`, { method: 'POST', headers, body });
    expect(enrolled.status).toBe(403);
  });
  it('takes grants back: open connections end, and neither cookie nor key comes in again', async () => {
    const other = await launchPage(server.launchUrl('desk'));
    const proven = await other.prove();
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc/desk`, {
      headers: { cookie: proven, origin },
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    server.revokePages();
    await closed;
    expect(await upgrade({ cookie: proven, origin })).toBe(403);
    expect(await statusOf('/desk/', { cookie: proven })).toBe(403);
    await expect(other.prove()).rejects.toThrow('403');
    desk = await launchPage(server.launchUrl('desk'));
    cookie = await desk.prove();
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
    await expect(start(server.port)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
