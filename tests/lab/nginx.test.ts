import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../src/shared/contract/http-paths.ts';
import { startTestHost, aDataDirectory, removeDirectory } from '../support/host/desk-host.ts';
import { type DeskWithHub, startDeskWithHub } from '../support/host/desk-with-hub.ts';
import { messagePortPages } from '../support/host/host-clients.ts';
import { recordACall } from '../support/host/record-a-call.ts';
import { signInAt } from '../support/hub-client.ts';
import { aTicketSave, testPassword } from '../support/hub-values.ts';
import { anOpenClient } from '../support/open-client.ts';
import { type Nginx, startNginx } from '../support/nginx.ts';

describe('a real nginx with the sample configuration before the hub', () => {
  let nginx: Nginx;
  let desk: DeskWithHub;
  beforeAll(async () => {
    desk = await startDeskWithHub({
      hubUrl: async (port) => {
        nginx = await startNginx(port);
        return `${nginx.pathUrl}/`;
      },
    });
    await desk.signIn('1001');
  });
  afterAll(async () => {
    await desk.stop();
    await nginx.stop();
  });

  it('below a path: the change feed tells the desk what another one saves', async () => {
    const ticketId = randomUUID();
    const other = await signInAt(desk.hub.url(), '1002');
    await expect
      .poll(nginx.log, { timeout: 20_000 })
      .toContain('POST /hotline/api/auth/sign-in 200');
    const command = aTicketSave(ticketId);
    await other.client.commands.submit({ commandId: randomUUID(), command });
    const asked = { text: '', states: [], limit: 200, offset: 0 };
    const known = async () =>
      (await desk.desk().tickets.list(asked)).tickets.map((ticket) => ticket.ticketId);
    await expect.poll(known, { timeout: 20_000 }).toContain(ticketId);
  });

  it('below a path: a recording is uploaded, and the lead hears a part of it', async () => {
    const recordingId = randomUUID();
    const { client } = await desk.phone();
    await recordACall(desk.host(), client, { recordingId, text: 'the sound' });
    await desk
      .watch()
      .until(
        'synced',
        ({ sync }) => sync.lastSyncedAt !== null && sync.recordingsWaiting === 0,
        30_000,
      );
    expect(nginx.log()).toMatch(/PATCH \/hotline\/uploads\/\S+ 204/);
    const directory = aDataDirectory({ hub: { url: nginx.pathUrl } });
    const leads = await startTestHost(directory);
    const { client: lead } = await messagePortPages(leads).desk();
    await lead.session.signIn({ workNo: '2001', password: testPassword });
    const range = { range: 'bytes=4-' };
    const url = `http://127.0.0.1${paths.audio(recordingId)}`;
    const part = await leads.handleRequest(new Request(url, { headers: range }));
    expect([part.status, await part.text()]).toEqual([206, 'sound']);
    expect(nginx.log()).toContain(`GET /hotline${paths.audio(recordingId)} 206`);
    await leads.close();
    removeDirectory(directory);
  });

  it('over TLS at the root: lets programs of others in, with their token and key', async () => {
    const client = await anOpenClient(desk.hub, '外部系统', ['demands']);
    const sent = request({
      host: 'localhost',
      port: nginx.tlsPort,
      path: '/open/v1/demands',
      method: 'POST',
      headers: {
        authorization: `Bearer ${client.token}`,
        'idempotency-key': 'key-00001',
        'content-type': 'application/json',
      },
      ca: nginx.ca,
      agent: false,
    });
    sent.end(JSON.stringify({ content: '停水' }));
    const [answer]: IncomingMessage[] = await once(sent, 'response');
    expect(answer?.statusCode).toBe(201);
    for (const path of ['/openapi.json', '/api-docs/', '/api-docs/style.css']) {
      const asked = request({
        host: 'localhost',
        port: nginx.tlsPort,
        path,
        ca: nginx.ca,
        agent: false,
      });
      asked.end();
      const [told]: IncomingMessage[] = await once(asked, 'response');
      expect([path, told?.statusCode]).toEqual([path, 200]);
    }
  });

  it('over TLS at the root: signs in, says HSTS, and refuses what is too long by itself', async () => {
    const ask = async (path: string, body: string): Promise<IncomingMessage> => {
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      const { tlsPort: port, ca } = nginx;
      const sent = request({
        host: 'localhost',
        port,
        path,
        method: 'POST',
        headers,
        ca,
        agent: false,
      });
      sent.end(body);
      const [answer] = await once(sent, 'response');
      return answer;
    };
    const credentials = { workNo: '1001', password: testPassword, deskId: randomUUID() };
    const signedIn = await ask('/api/auth/sign-in', JSON.stringify(credentials));
    expect(signedIn.statusCode).toBe(200);
    expect(signedIn.headers['strict-transport-security']).toBe('max-age=31536000');
    signedIn.resume();
    const long = await ask('/api/auth/sign-in', 'x'.repeat(9000));
    expect(long.statusCode).toBe(413);
    long.resume();
    const elsewhere = await ask('/elsewhere', '{}');
    expect(elsewhere.statusCode).toBe(404);
    elsewhere.resume();
  });
});
