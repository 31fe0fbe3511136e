import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signInAt } from '../../support/hub-client.ts';
import { makeSegment, tusClient } from '../../support/hub-upload.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('an archive that cannot be written', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it('gives no receipt and loses no byte; the upload is finished once it can be', async () => {
    const { session, token, client } = await signInAt(hub.url(), '1001');
    const segment = await makeSegment(session.keys);
    const { recordingId, sha256 } = segment.metadata;
    const receipt = () => client.recordings.receipt({ recordingId, segment: 0 });
    const day = join(hub.dataFolder, 'archive', '2026-06-12');
    await writeFile(day, 'a file where the folder of the day should be');

    const tus = tusClient(hub.url(), token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    const refused = await tus.patch(location, 0, segment.bytes);
    expect([refused.status, await refused.json()]).toEqual([500, { code: 'ipc.internal' }]);
    expect((await tus.head(location)).status).toBe(500);
    expect(await receipt()).toBeNull();
    expect(hub.log.map((line) => line.event)).toContain('hub.unexpected');

    await rm(day);
    await mkdir(day);
    const head = await tus.head(location);
    expect(head.headers.get('upload-offset')).toBe(String(segment.bytes.byteLength));
    expect(await receipt()).toMatchObject({ sha256 });
  });

  it('lets go of what the disk takes and does not keep, and says so', async () => {
    const { session, token } = await signInAt(hub.url(), '1001');
    const segment = await makeSegment(session.keys);
    const tus = tusClient(hub.url(), token);
    const location = (await tus.create(segment)).headers.get('location') ?? '';
    const file = join(hub.dataFolder, 'incoming', basename(location));
    await rm(file);
    // Takes every write, and cannot sync (EINVAL).
    await symlink('/dev/null', file);
    expect((await tus.patch(location, 0, segment.bytes)).status).toBe(410);
    await vi.waitUntil(async () => (await tus.head(location)).status === 404);
    const told = hub.log.filter(({ event }) => event === 'archive.notKept');
    expect(told).toMatchObject([{ fields: { uploadId: basename(location), code: 'EINVAL' } }]);
  });
});
