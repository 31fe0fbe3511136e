import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HubKeyRing, openHubKeys } from '../../../src/hub/archive/hub-keys.ts';
import { createSegmentLooks, type SegmentLooks } from '../../../src/hub/archive/segment-looks.ts';
import { parseUploadMetadata } from '../../../src/hub/archive/upload-metadata.ts';
import { makeSegment, type TestSegment } from '../../support/hub-upload.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const workerUrl = new URL('../../../src/hub/archive/segment-look-worker.ts', import.meta.url);

describe('looking at a segment while it arrives', () => {
  let folder: string;
  let keys: HubKeyRing;
  let looks: SegmentLooks;
  let segment: TestSegment;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'looks-'));
    keys = await openHubKeys(join(folder, 'keys'));
    const { wrapPrivateKeyPem } = keys;
    looks = createSegmentLooks({ workerUrl, wrapPrivateKeyPem, logger: silentLogger });
    const chunks = Array.from({ length: 8 }, () => [
      { kind: 'audio' as const, bytes: randomBytes(100_000) },
    ]);
    segment = await makeSegment(keys.shared, { chunks });
  });
  afterEach(async () => {
    await looks.close();
    await rm(folder, { recursive: true });
  });

  const fileOf = ({ bytes, metadata }: TestSegment) => ({
    path: join(folder, 'upload'),
    byteLength: bytes.byteLength,
    metadata: parseUploadMetadata(metadata),
  });

  it('comes to hash and content with the last byte', async () => {
    const file = fileOf(segment);
    const disk = await open(file.path, 'w');
    const look = looks.begin(file);
    let isOver = false;
    void look.result.then(() => {
      isOver = true;
    });
    for (let at = 0; at < segment.bytes.byteLength; at += 90_000) {
      const piece = segment.bytes.subarray(at, at + 90_000);
      expect(isOver).toBe(false);
      await disk.write(piece, 0, piece.byteLength, at);
      look.arrived(at + piece.byteLength);
    }
    await disk.close();
    expect(await look.result).toMatchObject({
      sha256: segment.metadata.sha256,
      content: { firstSeq: 0, nextSeq: 8, flaws: [], agentWorkNo: '1001' },
    });
  });

  it('reads a file that is there as it reads one that arrives', async () => {
    const file = fileOf(segment);
    await writeFile(file.path, segment.bytes);
    const { sha256, content } = await looks.begin(file, file.byteLength).result;
    expect([sha256, content]).toMatchObject([segment.metadata.sha256, { nextSeq: 8 }]);
  });

  it('has the hash of a file in which nothing can be read, and says why it is no recording', async () => {
    const file = fileOf(segment);
    await writeFile(file.path, randomBytes(file.byteLength));
    const { sha256, content } = await looks.begin(file, file.byteLength).result;
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(content).toEqual({ rejected: expect.stringContaining('recording.damaged') });
  });

  it('knows nothing of a file that the disk does not give, or that is no longer wanted', async () => {
    const file = fileOf(segment);
    await expect(looks.begin(file, file.byteLength).result).rejects.toThrow('ENOENT');
    await writeFile(file.path, segment.bytes.subarray(0, 1000));
    const dropped = looks.begin(file);
    dropped.arrived(1000);
    dropped.drop();
    await expect(dropped.result).rejects.toThrow('dropped');
  });

  it('begins a new thread for what comes after the old one has ended', async () => {
    const file = fileOf(segment);
    await writeFile(file.path, segment.bytes);
    const unfinished = looks.begin(file);
    await looks.close();
    await expect(unfinished.result).rejects.toThrow('ended');
    const { sha256 } = await looks.begin(file, file.byteLength).result;
    expect(sha256).toBe(segment.metadata.sha256);
  });
});
