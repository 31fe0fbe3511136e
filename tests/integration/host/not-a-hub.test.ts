import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, type Server, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Host } from '../../../src/main/host.ts';
import { aDataDirectory, removeDirectory, startTestHost } from '../../support/host/desk-host.ts';
import { watchDesk } from '../../support/host/desk-watch.ts';
import { errorOf, messagePortPages } from '../../support/host/host-clients.ts';
import { until } from '../../support/until.ts';

const password = 'never to be sent here';

let host: Host | null = null;
let directory = '';
let server: Server | null = null;
afterEach(async () => {
  await host?.close();
  server?.close();
  host = null;
  removeDirectory(directory);
});

async function listen(on: Server): Promise<string> {
  server = on;
  await new Promise<void>((done) => on.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(on.address() as AddressInfo).port}`;
}

/** Signs in at a fresh desk with this configuration: what the form says, and what the strip above it says. */
async function signIn(config: unknown, isSettled: (codes: readonly string[]) => boolean) {
  directory = aDataDirectory(config);
  host = await startTestHost(directory);
  const pages = messagePortPages(host);
  const { client } = await pages.desk();
  const watch = await watchDesk(client);
  const { code } = await errorOf(client.session.signIn({ workNo: '1001', password }));
  const problems = () => watch.state().problems.map((problem) => problem.code);
  await until('the strip', () => isSettled(problems()));
  const told = { form: code, strip: problems(), sync: watch.state().sync };
  await watch.stop();
  await pages.close();
  return told;
}

describe('what answers at the hub’s address and is no hub', () => {
  const json = { 'content-type': 'application/json' };
  const answers: [string, RequestListener][] = [
    [
      'a website that has no such page',
      (_, response) => response.writeHead(404).end('<h1>404</h1>'),
    ],
    [
      'a website that has a page for everything',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>hi</h1>'),
    ],
    ['another service of JSON', (_, response) => response.writeHead(200, json).end('{"ok":true}')],
    ['something that says nothing', (_, response) => response.writeHead(204).end()],
    [
      'a device that wants a password',
      (_, response) => response.writeHead(401, { 'www-authenticate': 'Basic' }).end(),
    ],
    [
      'the sign-in page of a network',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    ],
  ];
  it.each(answers)('is named, and told no password: %s', async (_, answer) => {
    const heard: string[] = [];
    const web = createHttpServer((request, response) => {
      request.setEncoding('utf8');
      request.on('data', (text: string) => heard.push(text));
      request.on('end', () => answer(request, response));
    });
    const url = await listen(web);
    const told = await signIn({ hub: { url } }, (codes) => codes.includes('hub.notAHub'));
    expect(told.form).toBe('hub.notAHub');
    expect(told.sync.hub).toBe('offline');
    expect(heard.join('')).not.toContain(password);
  });

  it('is named when it speaks no HTTP at all', async () => {
    const url = await listen(createServer((socket) => socket.end('220 mail.test ESMTP\r\n')));
    const told = await signIn({ hub: { url } }, (codes) => codes.includes('hub.notAHub'));
    expect(told.form).toBe('hub.notAHub');
  });

  it.each([
    [502, ''],
    [503, '<h1>Service Unavailable</h1>'],
    [500, '<h1>no upstream</h1>'],
  ])('is not named for a hub that is away behind its proxy: %i %s', async (status, body) => {
    const proxy = createHttpServer((_, response) => response.writeHead(status).end(body));
    const url = await listen(proxy);
    const told = await signIn({ hub: { url } }, (codes) => codes.includes('hub.unreachable'));
    expect(told.form).toBe('hub.neverSignedInHere');
  });
});

describe('a hub that the desk may not or cannot ask', () => {
  it.each([
    [
      'whose address is not encrypted',
      { hub: { url: 'http://hub.test.invalid' } },
      'config.plainRefused',
    ],
    [
      'whose section is wrong',
      { hub: { url: 'https://hub.test.invalid', at: 1 } },
      'config.unreadable',
    ],
    ['that is not configured', {}, 'config.incomplete'],
  ])('%s is no fault of the network', async (_, config, cause) => {
    const told = await signIn(config, (codes) => codes.includes(cause));
    expect(told.form).toBe('hub.notConfigured');
    expect(told.strip).not.toContain('hub.unreachable');
  });
});
