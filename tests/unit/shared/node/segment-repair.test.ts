import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maxChunkLength } from '../../../../src/shared/node/segment-format.ts';
import {
  createNodeSegmentFs,
  errnoOf,
  isDiskFull,
  type SegmentFs,
  type SegmentHandle,
} from '../../../../src/shared/node/segment-fs.ts';
import { openSegmentFile, readSegment } from '../../../../src/shared/node/segment-reader.ts';
import { hashSegment, repairSegment } from '../../../../src/shared/node/segment-repair.ts';
import { createSegment, type NewSegment } from '../../../../src/shared/node/segment-writer.ts';
import { createFailingFs } from '../../../support/failing-fs.ts';
import { aSegmentIn, keyOfSegment, withSegmentFile } from '../../../support/segment-file.ts';

const fs = createNodeSegmentFs();
const longestFrame = 25 + maxChunkLength + 16;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segment-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const aSegment = (changes: Partial<NewSegment> = {}) => aSegmentIn(folder, changes);

/** A file with these chunks and no close frame. */
async function openEnded(chunks: readonly Uint8Array[]): Promise<string> {
  const writer = await createSegment(aSegment());
  for (const [seq, chunk] of chunks.entries()) await writer.append(seq, chunk);
  await writer.abandon();
  return join(folder, writer.fileName);
}

const repair = (path: string) =>
  withSegmentFile(path, async (handle) => {
    const file = await openSegmentFile(handle);
    return repairSegment(file, keyOfSegment(file.header));
  });

const kindsIn = (path: string) =>
  withSegmentFile(path, async (handle) => {
    const file = await openSegmentFile(handle);
    return (await Array.fromAsync(readSegment(file, keyOfSegment(file.header)))).map(
      ({ kind }) => kind,
    );
  });

/** A file system that writes down, in order, what it is asked to change. */
function noting(): { readonly fs: SegmentFs; readonly steps: string[] } {
  const steps: string[] = [];
  const note = (handle: SegmentHandle): SegmentHandle => ({
    ...handle,
    write: (bytes, position) => (steps.push('write'), handle.write(bytes, position)),
    truncate: (length) => (steps.push('truncate'), handle.truncate(length)),
    sync: () => (steps.push('sync'), handle.sync()),
    close: () => (steps.push('close'), handle.close()),
  });
  return {
    steps,
    fs: {
      ...fs,
      create: async (path) => (steps.push('create'), note(await fs.create(path))),
      openForWriting: async (path) => note(await fs.openForWriting(path)),
      syncFolder: (path) => (steps.push('syncFolder'), fs.syncFolder(path)),
    },
  };
}

describe('on stable storage', () => {
  it('are header and name before a segment is given out, each frame before it is confirmed', async () => {
    const disk = noting();
    const writer = await createSegment(aSegment({ fs: disk.fs }));
    expect(disk.steps.splice(0)).toEqual(['create', 'write', 'sync', 'syncFolder']);
    await writer.append(0, randomBytes(5));
    expect(disk.steps.splice(0)).toEqual(['write', 'sync']);
    expect(writer.byteLength()).toBe((await stat(join(folder, writer.fileName))).size);
    await writer.finish({ nextSeq: 1, reason: 'finished' });
    expect(disk.steps.splice(0)).toEqual(['write', 'sync', 'close']);
    const other = await createSegment(aSegment({ fs: disk.fs }));
    disk.steps.length = 0;
    await other.abandon();
    expect(disk.steps).toEqual(['close']);
  });

  it('is missed for want of room only when the disk says so', async () => {
    expect(['ENOSPC', 'EDQUOT', 'EIO'].map((code) => isDiskFull({ code }))).toEqual([
      true,
      true,
      false,
    ]);
    expect([null, undefined, 'ENOSPC', {}, { code: 28 }].map(errnoOf)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    const disk = createFailingFs(fs);
    const writer = await createSegment(aSegment({ fs: disk.fs }));
    disk.failAt(0, 'EIO');
    await expect(writer.append(0, randomBytes(5))).rejects.toThrow('recording.writeFailed');
    await writer.abandon();
  });

  it('is a repaired file before that is told', async () => {
    const path = await openEnded([randomBytes(50)]);
    const disk = noting();
    const handle = await disk.fs.openForWriting(path);
    const file = await openSegmentFile(handle);
    await repairSegment(file, keyOfSegment(file.header));
    await handle.close();
    expect(disk.steps).toEqual(['truncate', 'write', 'sync', 'close']);
  });

  it('takes nothing more after a write that failed, though the disk is well again', async () => {
    const disk = createFailingFs(fs);
    const writer = await createSegment(aSegment({ fs: disk.fs }));
    disk.failAt(0, 'ENOSPC');
    await expect(writer.append(0, randomBytes(5))).rejects.toMatchObject({
      code: 'recording.diskFull',
      cause: { code: 'ENOSPC' },
    });
    const before = disk.operations();
    await expect(writer.append(0, randomBytes(5))).rejects.toThrow(
      'recording.writeFailed: segment is given up',
    );
    expect(disk.operations()).toBe(before);
    await writer.abandon();
  });

  it('takes the longest chunk and refuses a longer one', async () => {
    const writer = await createSegment(aSegment());
    await writer.append(0, Buffer.alloc(maxChunkLength));
    await expect(writer.append(1, Buffer.alloc(maxChunkLength + 1))).rejects.toThrow(
      'recording.damaged: chunk too long',
    );
    await writer.abandon();
  });
});

describe('repair', () => {
  /** Repair finds damage and leaves every byte. */
  async function expectUntouched(path: string, nextSeq: number): Promise<void> {
    const before = await readFile(path);
    expect(await repair(path)).toEqual({
      nextSeq,
      byteLength: before.byteLength,
      damaged: true,
      recovered: false,
    });
    expect((await readFile(path)).equals(before)).toBe(true);
  }

  it('only reads a file that is closed', async () => {
    const path = await openEnded([randomBytes(50), randomBytes(50)]);
    const first = await repair(path);
    const before = await readFile(path);
    expect(first).toEqual({
      nextSeq: 2,
      byteLength: before.byteLength,
      damaged: false,
      recovered: true,
    });
    expect(await repair(path)).toEqual({ ...first, recovered: false });
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it('keeps everything when a frame in the middle is not what was written', async () => {
    const path = await openEnded([randomBytes(50), randomBytes(50), randomBytes(50)]);
    const bytes = await readFile(path);
    bytes[bytes.byteLength - 91 - 20] = (bytes[bytes.byteLength - 91 - 20] ?? 0) ^ 1;
    await writeFile(path, bytes);
    await expectUntouched(path, 3);
  });

  it('keeps what stands behind the end that was written, frame or not', async () => {
    for (const tail of [(frame: Uint8Array) => frame, () => Buffer.alloc(7)]) {
      const path = await openEnded([randomBytes(50)]);
      const frame = (await readFile(path)).subarray(-91);
      await repair(path);
      await writeFile(path, Buffer.concat([await readFile(path), tail(frame)]));
      await expectUntouched(path, 1);
    }
  });

  it('cuts as much as one frame that was being written, and never more', async () => {
    const path = await openEnded([Buffer.alloc(maxChunkLength), randomBytes(50)]);
    const written = await readFile(path);
    await writeFile(path, Buffer.concat([written, Buffer.alloc(longestFrame + 1, 7)]));
    await expectUntouched(path, 2);
    await writeFile(path, Buffer.concat([written, Buffer.alloc(longestFrame, 7)]));
    expect(await repair(path)).toMatchObject({ nextSeq: 2, damaged: false, recovered: true });
    expect((await readFile(path)).subarray(0, written.byteLength).equals(written)).toBe(true);
    expect(await kindsIn(path)).toEqual(['chunk', 'chunk', 'close']);
  });

  it('keeps a long tail of zeros with one byte in it that is none, wherever that stands', async () => {
    const path = await openEnded([randomBytes(50)]);
    const written = await readFile(path);
    for (const at of [0, 300_000, longestFrame + 99]) {
      const tail = Buffer.alloc(longestFrame + 100);
      tail[at] = 1;
      await writeFile(path, Buffer.concat([written, tail]));
      await expectUntouched(path, 1);
    }
  });

  it('gives the hash of the whole file, as any other program computes it', async () => {
    const path = join(folder, 'long');
    for (const length of [0, 5, 600_000]) {
      const bytes = randomBytes(length);
      await writeFile(path, bytes);
      expect(await withSegmentFile(path, hashSegment)).toEqual({
        sha256: createHash('sha256').update(bytes).digest('hex'),
        byteLength: length,
      });
    }
  });
});

it('finds the next good frame behind damage that is full of beginnings', async () => {
  const path = await openEnded([randomBytes(50), randomBytes(400), randomBytes(50)]);
  const bytes = await readFile(path);
  const middle = bytes.byteLength - 91 - 441;
  // Plausible ones, one that would reach behind the end, one of a kind that does not exist.
  for (const [at, tag, length] of [
    [30, 1, 9],
    [100, 1, 900_000],
    [170, 7, 9],
    [240, 2, 9],
  ] as const) {
    bytes.write('HDfr', middle + at);
    bytes.writeUInt8(tag, middle + at + 4);
    bytes.writeUInt32BE(length, middle + at + 5);
  }
  await writeFile(path, bytes);
  expect(await kindsIn(path)).toEqual(['chunk', 'damaged', 'chunk']);
});
