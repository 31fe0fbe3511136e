import { mkdtemp, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { demonstrationPassword } from '../../../src/hub/seed/seed-users.ts';
import { type HubClient, hubClient } from '../../support/hub-client.ts';
import { createHubProcesses } from '../../support/hub-process.ts';
import { makeSegment, tusClient } from '../../support/hub-upload.ts';
import { aTicketSave } from '../../support/hub-values.ts';
import { randomBytes, randomUUID } from 'node:crypto';

describe('the hub process', () => {
  let dataFolder: string;
  const processes = createHubProcesses();
  const start = () => processes.start(dataFolder);
  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'hub-kill-'));
  });
  afterEach(async () => {
    await processes.killAll();
    await rm(dataFolder, { recursive: true });
  });

  const deskId = randomUUID();
  const signIn = (url: string) =>
    hubClient(url).auth.signIn({ workNo: '1001', password: demonstrationPassword, deskId });

  it('resumes an upload after kill -9 in the middle of a PATCH, and the receipt is for whole bytes', async () => {
    const first = await start();
    const { accessToken, keys } = await signIn(first.url);
    const chunks = Array.from({ length: 40 }, () => [
      { kind: 'audio' as const, bytes: randomBytes(100_000) },
    ]);
    const segment = await makeSegment(keys, { chunks });
    const created = await tusClient(first.url, accessToken).create(segment);
    const location = created.headers.get('location') ?? '';
    const socket = patchSlowly(first.url, accessToken, location, segment.bytes);
    const file = join(dataFolder, 'incoming', basename(location));
    await vi.waitUntil(async () => (await stat(file)).size > 500_000, {
      timeout: 20_000,
      interval: 5,
    });
    await first.kill();
    socket.destroy();

    const second = await start();
    const tus = tusClient(second.url, accessToken);
    const offset = Number((await tus.head(location)).headers.get('upload-offset'));
    expect(offset).toBeGreaterThan(500_000);
    expect(offset).toBeLessThan(segment.bytes.byteLength);
    expect((await tus.patch(location, offset, segment.bytes.subarray(offset))).status).toBe(204);
    const { recordingId, sha256 } = segment.metadata;
    const receipt = await hubClient(second.url, accessToken).recordings.receipt({
      recordingId,
      segment: 0,
    });
    expect(receipt).toMatchObject({ sha256, byteLength: segment.bytes.byteLength });
  });

  it('has every accepted command after kill -9, and answers a repeated one the same', async () => {
    const first = await start();
    const { accessToken } = await signIn(first.url);
    const client = hubClient(first.url, accessToken);
    const sent: { commandId: string; command: ReturnType<typeof aTicketSave>; ticketId: string }[] =
      [];
    for (let count = 0; count < 20; count += 1) {
      const ticketId = randomUUID();
      const command = aTicketSave(ticketId);
      const commandId = randomUUID();
      await client.commands.submit({ commandId, command });
      sent.push({ commandId, command, ticketId });
    }
    await first.kill();

    const second = await start();
    const again = hubClient(second.url, accessToken);
    const before = await pullAll(again);
    const ids = before.changes.map((change) =>
      change.entity === 'ticket' ? change.body.ticketId : '',
    );
    expect(ids).toEqual(expect.arrayContaining(sent.map(({ ticketId }) => ticketId)));
    for (const { commandId, command } of sent) {
      expect(await again.commands.submit({ commandId, command })).toEqual({ kind: 'accepted' });
    }
    expect(await again.changes.pull({ since: before.next, limit: 10 })).toMatchObject({
      changes: [],
    });
  });

  it('closes cleanly on SIGTERM', async () => {
    expect(await (await start()).terminate()).toBe(0);
  });

  it('says what is wrong and exits 1 when its port is taken', async () => {
    const { url } = await start();
    const second = processes.spawn([
      '--data',
      join(dataFolder, 'second'),
      '--port',
      new URL(url).port,
    ]);
    expect(await second.exitCode()).toBe(1);
    expect(second.log()).toContain('hub.startFailed');
  });
});

/** All changes, page by page. */
async function pullAll(client: HubClient) {
  let page = await client.changes.pull({ since: 0, limit: 1000 });
  const changes = [...page.changes];
  while (page.more) {
    page = await client.changes.pull({ since: page.next, limit: 1000 });
    changes.push(...page.changes);
  }
  return { changes, next: page.next };
}

/** Begins a PATCH of all bytes but keeps back the last ones, so that the request cannot end by itself. */
function patchSlowly(url: string, token: string, location: string, bytes: Buffer) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // The hub is killed under this connection.
  socket.on('error', () => undefined);
  const head = [
    `PATCH ${location} HTTP/1.1`,
    `Host: ${hostname}`,
    `Authorization: Bearer ${token}`,
    'Tus-Resumable: 1.0.0',
    'Upload-Offset: 0',
    'Content-Type: application/offset+octet-stream',
    `Content-Length: ${bytes.byteLength}`,
    '',
    '',
  ];
  socket.write(head.join('\r\n'));
  socket.write(bytes.subarray(0, -1000));
  return socket;
}
