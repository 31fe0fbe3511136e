import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { appendFile, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { Upload } from 'tus-js-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HubKeys } from '../../../src/shared/contract/session/schemas.ts';
import type { Receipt } from '../../../src/shared/contract/recordings/schemas.ts';
import { receiptText } from '../../../src/shared/recording/receipt-text.ts';
import { type SignedInDesk, codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import {
  type TestSegment,
  makeSegment,
  receiptOf,
  refusal,
  tusClient,
  uploadWhole,
} from '../../support/hub-upload.ts';
import { aCall, aRecording } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('uploading a segment', () => {
  let hub: RunningHub;
  let desk: SignedInDesk;
  let segment: TestSegment;
  beforeEach(async () => {
    hub = await startTestHub();
    desk = await signInAt(hub.url(), '1001');
    segment = await makeSegment(desk.session.keys);
  });
  afterEach(() => hub.stop());

  it('ends with a signed receipt over length and hash, and the bytes in the archive', async () => {
    expect((await uploadWhole(hub.url(), desk.token, segment)).status).toBe(204);
    const receipt = await receiptOf(desk, segment);
    expect(receipt).toMatchObject({
      byteLength: segment.bytes.byteLength,
      sha256: segment.metadata.sha256,
      keyId: desk.session.keys.receiptKeyId,
    });
    expect(isSigned(receipt, desk.session.keys)).toBe(true);
    expect(isSigned(receipt && { ...receipt, byteLength: 1 }, desk.session.keys)).toBe(false);
    const names = await readdir(join(hub.dataFolder, 'archive'), { recursive: true });
    expect(names).toContain(join('2026-06-12', `${segment.metadata.recordingId}.0.hdseg`));
    expect(await readdir(join(hub.dataFolder, 'incoming'))).toEqual([]);
  });

  it('works with the stock client in chunks', async () => {
    await new Promise<void>((resolve, reject) => {
      new Upload(segment.bytes, {
        endpoint: `${hub.url()}/uploads`,
        headers: { authorization: `Bearer ${desk.token}` },
        metadata: { ...segment.metadata },
        chunkSize: 4096,
        onError: reject,
        onSuccess: () => resolve(),
      }).start();
    });
    expect(await receiptOf(desk, segment)).not.toBeNull();
  });

  it('goes on where a cut connection left it, also after a restart of the hub', async () => {
    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    await sendAndHangUp(hub, desk.token, { location, bytes: segment.bytes.subarray(0, 9000) });
    await hub.restart();
    const resumed = tusClient(hub.url(), desk.token);
    const offset = Number((await resumed.head(location)).headers.get('upload-offset'));
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThanOrEqual(9000);
    expect((await resumed.patch(location, offset, segment.bytes.subarray(offset))).status).toBe(
      204,
    );
    const { recordingId, sha256 } = segment.metadata;
    const { recordings } = hubClient(hub.url(), desk.token);
    expect(await recordings.receipt({ recordingId, segment: 0 })).toMatchObject({ sha256 });
  });

  it('finishes what had all its bytes when the hub died before it could answer', async () => {
    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    await tus.patch(location, 0, segment.bytes.subarray(0, -1));
    await appendFile(
      join(hub.dataFolder, 'incoming', basename(location)),
      segment.bytes.subarray(-1),
    );
    expect(await receiptOf(desk, segment)).toBeNull();
    const head = await tus.head(location);
    expect(head.headers.get('upload-offset')).toBe(String(segment.bytes.byteLength));
    expect(await receiptOf(desk, segment)).toMatchObject({ sha256: segment.metadata.sha256 });
  });

  it('finishes it at the next start, also for a desk that has lost the address', async () => {
    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    const incoming = join(hub.dataFolder, 'incoming');
    await tus.patch(location, 0, segment.bytes.subarray(0, -1));
    await appendFile(join(incoming, basename(location)), segment.bytes.subarray(-1));
    await writeFile(join(incoming, randomUUID()), 'begun, but its row was never written');
    await hub.restart();
    const { recordingId, sha256 } = segment.metadata;
    const { recordings } = hubClient(hub.url(), desk.token);
    expect(await recordings.receipt({ recordingId, segment: 0 })).toMatchObject({ sha256 });
    expect(await readdir(incoming)).toEqual([]);
  });

  it('replaces a name in the archive that a crash has left without a row', async () => {
    const folder = join(hub.dataFolder, 'archive', '2026-06-12');
    const file = join(folder, `${segment.metadata.recordingId}.0.hdseg`);
    await mkdir(folder);
    await writeFile(file, 'left by a crash');
    expect((await uploadWhole(hub.url(), desk.token, segment)).status).toBe(204);
    expect((await readFile(file)).equals(segment.bytes)).toBe(true);
  });

  it('forgets unfinished uploads after thirty days, and no stored segment', async () => {
    await uploadWhole(hub.url(), desk.token, segment);
    const other = await makeSegment(desk.session.keys);
    const location =
      (await tusClient(hub.url(), desk.token).create(other)).headers.get('location') ?? '';
    hub.clock.advance(31 * 24 * 3_600_000);
    await hub.restart();
    const later = await signInAt(hub.url(), '1001', desk.deskId);
    expect((await tusClient(hub.url(), later.token).head(location)).status).toBe(404);
    expect(await readdir(join(hub.dataFolder, 'incoming'))).toEqual([]);
    const { recordingId } = segment.metadata;
    expect(await later.client.recordings.receipt({ recordingId, segment: 0 })).not.toBeNull();
  });

  it('gives the same receipt when the same segment is uploaded again or twice at once', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => uploadWhole(hub.url(), desk.token, segment)),
    );
    expect(answers.map((answer) => answer.status)).toEqual([204, 204, 204]);
    const receipt = await receiptOf(desk, segment);
    hub.clock.advance(60_000);
    await uploadWhole(hub.url(), desk.token, segment);
    expect(await receiptOf(desk, segment)).toEqual(receipt);
    expect(await readdir(join(hub.dataFolder, 'incoming'))).toEqual([]);
  });

  it('tells a desk that missed the last answer that the upload is complete', async () => {
    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    await tus.patch(location, 0, segment.bytes);
    const head = await tus.head(location);
    expect([head.status, head.headers.get('upload-offset')]).toEqual([
      200,
      String(segment.bytes.byteLength),
    ]);
    expect((await tus.patch(location, segment.bytes.byteLength, Buffer.alloc(0))).status).toBe(204);
  });

  it('never replaces a stored segment by other content', async () => {
    await uploadWhole(hub.url(), desk.token, segment);
    const { recordingId, callId } = segment.metadata;
    const other = await makeSegment(desk.session.keys, { recordingId, callId });
    expect(await refusal(await uploadWhole(hub.url(), desk.token, other))).toEqual([
      422,
      'upload.rejected',
    ]);
    expect(await receiptOf(desk, segment)).toMatchObject({ sha256: segment.metadata.sha256 });
  });

  it('refuses an expired token with 401 and takes up the same upload with a fresh one', async () => {
    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    await tus.patch(location, 0, segment.bytes.subarray(0, 7000));
    hub.clock.advance(15 * 60_000);
    expect((await tus.head(location)).status).toBe(401);
    expect(await refusal(await tus.patch(location, 7000, segment.bytes.subarray(7000)))).toEqual([
      401,
      'hub.sessionExpired',
    ]);
    const { refreshToken } = desk.session;
    const fresh = await hubClient(hub.url()).auth.refresh({ refreshToken, deskId: desk.deskId });
    const again = tusClient(hub.url(), fresh.accessToken);
    expect((await again.head(location)).headers.get('upload-offset')).toBe('7000');
    expect((await again.patch(location, 7000, segment.bytes.subarray(7000))).status).toBe(204);
  });

  it('lets no other desk continue an upload, add to a recording or see its receipt', async () => {
    const other = await signInAt(hub.url(), '1002');
    const theirs = tusClient(hub.url(), other.token);
    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    expect((await theirs.head(location)).status).toBe(403);
    expect(await refusal(await theirs.patch(location, 0, segment.bytes))).toEqual([
      403,
      'hub.forbidden',
    ]);
    await tus.patch(location, 0, segment.bytes);
    const { recordingId, callId } = segment.metadata;
    const next = await makeSegment(desk.session.keys, { recordingId, callId, segment: 1 });
    expect(await refusal(await theirs.create(next))).toEqual([403, 'hub.forbidden']);
    expect(await codeOf(other.client.recordings.receipt({ recordingId, segment: 0 }))).toBe(
      'hub.forbidden',
    );
  });

  it('goes on in the next shift: another agent at the same desk', async () => {
    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    const colleague = await signInAt(hub.url(), '1002', desk.deskId);
    const theirs = tusClient(hub.url(), colleague.token);
    expect((await theirs.patch(location, 0, segment.bytes)).status).toBe(204);
  });

  it('does not serve uploaded bytes, and nothing without a token', async () => {
    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    const headers = { authorization: `Bearer ${desk.token}` };
    for (const method of ['GET', 'DELETE']) {
      expect((await fetch(hub.url() + location, { method, headers })).status).toBe(405);
    }
    expect((await tusClient(hub.url(), 'made-up').create(segment)).status).toBe(401);
    expect(
      (await fetch(`${hub.url()}/uploads/..%2f..%2fkeys`, { method: 'HEAD', headers })).status,
    ).toBe(400);
  });

  it('turns a recording to synced once all its bytes are stored', async () => {
    const { recordingId, callId } = segment.metadata;
    const second = await makeSegment(desk.session.keys, {
      recordingId,
      callId,
      segment: 1,
      firstSeq: 1,
    });
    const byteLength = segment.bytes.byteLength + second.bytes.byteLength;
    const recording = aRecording({ recordingId, callId, byteLength });
    await desk.client.commands.submit({
      commandId: randomUUID(),
      command: { kind: 'recordingRow', recording },
    });
    const call = aCall({ callId, recordingId });
    await desk.client.commands.submit({
      commandId: randomUUID(),
      command: { kind: 'callRecord', call },
    });
    const states = async () => {
      const filter = {
        from: null,
        to: null,
        agentWorkNo: null,
        direction: null,
        text: '',
        recordingStates: [],
        limit: 5,
        offset: 0,
      };
      const { items } = await desk.client.calls.list(filter);
      return items.map((item) => [item.recording?.state, item.recording?.uploadedBytes]);
    };
    expect(await states()).toEqual([['closed', 0]]);
    await uploadWhole(hub.url(), desk.token, segment);
    expect(await states()).toEqual([['uploading', segment.bytes.byteLength]]);
    await uploadWhole(hub.url(), desk.token, second);
    expect(await states()).toEqual([['synced', byteLength]]);
  });

  it('makes its keys once, readable by the hub alone', async () => {
    const keys = join(hub.dataFolder, 'keys');
    const names = await readdir(keys);
    expect(names).toEqual(expect.arrayContaining(['receipt-private.pem', 'wrap-private.pem']));
    for (const name of names) expect((await stat(join(keys, name))).mode & 0o777).toBe(0o600);
    await hub.restart();
    expect((await signInAt(hub.url(), '1001')).session.keys).toEqual(desk.session.keys);
  });
});

function isSigned(receipt: Receipt | null, keys: HubKeys): boolean {
  if (!receipt) return false;
  const key = createPublicKey(keys.receiptPublicKeyPem);
  return verify(
    null,
    Buffer.from(receiptText(receipt)),
    key,
    Buffer.from(receipt.signature, 'base64'),
  );
}

/** Announces a long PATCH, sends these bytes of it, waits until the hub has some on disk, and drops the connection. */
async function sendAndHangUp(
  hub: RunningHub,
  token: string,
  part: { location: string; bytes: Buffer },
): Promise<void> {
  const { hostname, port } = new URL(hub.url());
  const socket = connect(Number(port), hostname);
  const head = [
    `PATCH ${part.location} HTTP/1.1`,
    `Host: ${hostname}`,
    `Authorization: Bearer ${token}`,
    'Tus-Resumable: 1.0.0',
    'Upload-Offset: 0',
    'Content-Type: application/offset+octet-stream',
    'Content-Length: 20000',
    '',
    '',
  ];
  socket.write(head.join('\r\n'));
  socket.write(part.bytes);
  const file = join(hub.dataFolder, 'incoming', basename(part.location));
  await vi.waitUntil(async () => (await stat(file)).size > 0, { timeout: 5000, interval: 10 });
  socket.destroy();
}
