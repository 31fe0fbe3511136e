import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SignedInDesk, signInAt } from '../../support/hub-client.ts';
import {
  type TestSegment,
  makeSegment,
  metadataHeader,
  receiptOf,
  refusal,
  tusClient,
  uploadWhole,
} from '../../support/hub-upload.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('what an upload is refused for', () => {
  let hub: RunningHub;
  let desk: SignedInDesk;
  let segment: TestSegment;
  beforeEach(async () => {
    hub = await startTestHub();
    desk = await signInAt(hub.url(), '1001');
    segment = await makeSegment(desk.session.keys);
  });
  afterEach(() => hub.stop());

  it('refuses a wrong offset and keeps what it has', async () => {
    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    await tus.patch(location, 0, segment.bytes.subarray(0, 5000));
    expect((await tus.patch(location, 4000, segment.bytes.subarray(4000))).status).toBe(409);
    expect((await tus.head(location)).headers.get('upload-offset')).toBe('5000');
  });

  it('answers 460 to bytes that do not have the announced hash, and lets the desk start anew', async () => {
    const wrong = Buffer.from(segment.bytes);
    wrong[1000] = (wrong[1000] ?? 0) ^ 1;
    const other = await makeSegment(desk.session.keys);
    await uploadWhole(hub.url(), desk.token, other);

    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    expect(await refusal(await tus.patch(location, 0, wrong))).toEqual([
      460,
      'upload.hashMismatch',
    ]);
    expect((await tus.head(location)).status).toBe(404);
    expect(await receiptOf(desk, segment)).toBeNull();
    expect((await uploadWhole(hub.url(), desk.token, segment)).status).toBe(204);
    expect(await receiptOf(desk, other)).not.toBeNull();
  });

  it('answers 507 before taking a byte when less than twice the length is free', async () => {
    const tus = tusClient(hub.url(), desk.token);
    hub.disk.freeBytes = 2 * segment.bytes.byteLength - 1;
    expect(await refusal(await tus.create(segment))).toEqual([507, 'upload.hubDiskFull']);
    hub.disk.freeBytes += 1;
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    hub.disk.freeBytes = 0;
    expect(await refusal(await tus.patch(location, 0, segment.bytes))).toEqual([
      507,
      'upload.hubDiskFull',
    ]);
    hub.disk.freeBytes = 1e12;
    expect((await tus.patch(location, 0, segment.bytes)).status).toBe(204);
  });

  it('answers 413 to more bytes than were announced, in chunks too, and takes the right ones then', async () => {
    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    const tooMuch = Buffer.concat([segment.bytes, Buffer.alloc(100_000)]);
    const request = httpRequest(new URL(location, hub.url()), {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${desk.token}`,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
    });
    // No length announced: in chunks (RFC 9112 §7.1).
    request.write(tooMuch);
    request.end();
    const [answer] = await once(request, 'response');
    answer.resume();
    expect(answer.statusCode).toBe(413);
    expect(hub.log.filter(({ event }) => event === 'hub.unexpected')).toEqual([]);
    const left = Number((await tus.head(location)).headers.get('upload-offset'));
    const rest = await tus.patch(location, left, segment.bytes.subarray(left));
    expect(rest.status).toBe(204);
  });

  it('answers 410 when the upload was let go while its bytes came', async () => {
    const tus = tusClient(hub.url(), desk.token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    const request = httpRequest(new URL(location, hub.url()), {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${desk.token}`,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': segment.bytes.byteLength,
      },
    });
    request.write(segment.bytes.subarray(0, 9000));
    const file = join(hub.dataFolder, 'incoming', basename(location));
    await vi.waitUntil(async () => (await stat(file)).size === 9000);
    hub.clock.advance(1000);
    for (let count = 0; count < 4; count += 1) {
      const other = await makeSegment(desk.session.keys);
      expect((await tus.create(other, 512 * 1024 * 1024)).status).toBe(201);
    }
    request.end(segment.bytes.subarray(9000));
    const [answer] = await once(request, 'response');
    answer.resume();
    expect(answer.statusCode).toBe(410);
    expect(await receiptOf(desk, segment)).toBeNull();
  });

  it('refuses a segment whose key the hub could not use', async () => {
    const unusable = { ...segment.metadata, wrappedKey: randomBytes(384).toString('base64') };
    const unknown = { ...segment.metadata, wrapKeyId: 'another' };
    for (const metadata of [unusable, unknown]) {
      const answer = await tusClient(hub.url(), desk.token).create({ ...segment, metadata });
      expect(await refusal(answer)).toEqual([422, 'upload.rejected']);
    }
  });

  it.each([
    ['no recording id', { recordingId: 'x' }],
    ['a hash that is none', { sha256: 'abc' }],
    ['a path as segment', { segment: '../1' }],
  ])('refuses metadata with %s', async (_, change) => {
    const metadata = { ...segment.metadata, ...change };
    const answer = await tusClient(hub.url(), desk.token).create({ ...segment, metadata });
    expect(await refusal(answer)).toEqual([400, 'input.invalid']);
  });

  it('refuses an upload without a length, an empty one and a huge one', async () => {
    const tus = tusClient(hub.url(), desk.token);
    const deferred = await fetch(`${hub.url()}/uploads`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${desk.token}`,
        'tus-resumable': '1.0.0',
        'upload-defer-length': '1',
        'upload-metadata': metadataHeader(segment.metadata),
      },
    });
    expect(await refusal(deferred)).toEqual([400, 'input.invalid']);
    expect(await refusal(await tus.create(segment, 0))).toEqual([400, 'input.invalid']);
    expect((await tus.create(segment, 600 * 1024 * 1024)).status).toBe(413);
  });
});
