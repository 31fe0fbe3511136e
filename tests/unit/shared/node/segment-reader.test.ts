import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { segmentKeyContext } from '../../../../src/shared/node/segment-format.ts';
import { createNodeSegmentFs } from '../../../../src/shared/node/segment-fs.ts';
import { unwrapKeyForDesk } from '../../../../src/shared/node/segment-key.ts';
import { openSegmentFile, readSegment } from '../../../../src/shared/node/segment-reader.ts';
import { repairSegment } from '../../../../src/shared/node/segment-repair.ts';
import { createSegment } from '../../../../src/shared/node/segment-writer.ts';

const fs = createNodeSegmentFs();
const deskKey = randomBytes(32);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segment-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function writeSegment(chunks: readonly Uint8Array[], finish = true): Promise<string> {
  const writer = await createSegment({
    fs,
    folder,
    recordingId: randomUUID(),
    callId: randomUUID(),
    segment: 0,
    firstSeq: 0,
    agentWorkNo: '1001',
    startedAt: 1_700_000_000_000,
    deskKey,
    hub: null,
  });
  for (const [seq, chunk] of chunks.entries()) await writer.append(seq, chunk);
  if (finish) await writer.finish({ nextSeq: chunks.length, reason: 'finished' });
  else await writer.abandon();
  return join(folder, writer.fileName);
}

async function read(path: string) {
  const handle = await fs.openForWriting(path);
  try {
    const file = await openSegmentFile(handle);
    const { recordingId, segment } = file.header;
    const key = unwrapKeyForDesk(
      file.header.deskKey,
      deskKey,
      segmentKeyContext(recordingId, segment),
    );
    return { file, key, items: await Array.fromAsync(readSegment(file, key)) };
  } finally {
    await handle.close();
  }
}

const someChunks = [randomBytes(900), randomBytes(1), randomBytes(0), randomBytes(70_000)];

describe('segment file', () => {
  it('gives back its chunks and its end', async () => {
    const { items } = await read(await writeSegment(someChunks));
    expect(items.map((item) => item.kind)).toEqual(['chunk', 'chunk', 'chunk', 'chunk', 'close']);
    const chunks = items.flatMap((item) => (item.kind === 'chunk' ? [item.chunk] : []));
    expect(chunks.map((chunk) => Buffer.from(chunk))).toEqual(someChunks);
  });

  it('holds nothing of its content in clear', async () => {
    const path = await writeSegment([Buffer.from('OpusHead OggS OpusHead OggS')]);
    const bytes = await readFile(path);
    expect(bytes.includes('OpusHead')).toBe(false);
    expect(bytes.includes('OggS')).toBe(false);
  });

  it('opens with its own desk key only', async () => {
    const { file } = await read(await writeSegment(someChunks));
    const context = segmentKeyContext(file.header.recordingId, 0);
    expect(() => unwrapKeyForDesk(file.header.deskKey, randomBytes(32), context)).toThrow(
      'recording.keyUnavailable',
    );
  });

  it('keeps every whole chunk wherever the file is cut, and repair closes it there', async () => {
    const whole = await readFile(await writeSegment([randomBytes(50), randomBytes(60)], false));
    const path = join(folder, 'cut');
    const headerLength = 12 + whole.readUInt32BE(8);
    for (let length = headerLength; length <= whole.byteLength; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      const frames = [headerLength + 41 + 50, headerLength + 41 + 50 + 41 + 60];
      const expected = frames.filter((end) => end <= length).length;
      const handle = await fs.openForWriting(path);
      const file = await openSegmentFile(handle);
      const key = unwrapKeyForDesk(
        file.header.deskKey,
        deskKey,
        segmentKeyContext(file.header.recordingId, 0),
      );
      const repaired = await repairSegment(file, key);
      await handle.close();
      expect(repaired).toMatchObject({ nextSeq: expected, damaged: false, recovered: true });
      const { items } = await read(path);
      expect(items.map((item) => item.kind)).toEqual([
        ...Array.from({ length: expected }, () => 'chunk'),
        'close',
      ]);
    }
  });

  it('cuts a tail of zeros, which a power cut leaves, however long it is', async () => {
    const path = await writeSegment(someChunks, false);
    const bytes = await readFile(path);
    await writeFile(path, Buffer.concat([bytes, Buffer.alloc(3 * 1024 * 1024)]));
    const handle = await fs.openForWriting(path);
    const { key } = await read(path);
    const repaired = await repairSegment(await openSegmentFile(handle), key);
    await handle.close();
    expect(repaired).toMatchObject({ nextSeq: 4, damaged: false, recovered: true });
  });

  it('has a nonce of its own in every frame, also of another file', async () => {
    const nonces: string[] = [];
    for (const path of [await writeSegment(someChunks), await writeSegment(someChunks)]) {
      const bytes = await readFile(path);
      const { items } = await read(path);
      for (const { offset } of items)
        nonces.push(bytes.subarray(offset + 13, offset + 25).toString('hex'));
    }
    expect(nonces).toHaveLength(2 * (someChunks.length + 1));
    expect(new Set(nonces).size).toBe(nonces.length);
    expect(nonces).not.toContain('00'.repeat(12));
  });

  it('touches nothing behind the last frame that a crash does not explain', async () => {
    const path = await writeSegment(someChunks, false);
    const recorded = await readFile(path);
    const foreign = Buffer.concat([recorded, Buffer.alloc(1_100_000, 7)]);
    await writeFile(path, foreign);
    const { file, key } = await read(path);
    const handle = await fs.openForWriting(path);
    const repaired = await repairSegment({ ...file, handle }, key);
    await handle.close();
    expect(repaired).toMatchObject({ damaged: true, recovered: false });
    expect((await readFile(path)).equals(foreign)).toBe(true);
  });

  it('finds every changed byte, names its place and goes on behind it', async () => {
    const path = await writeSegment([randomBytes(300), randomBytes(300), randomBytes(300)]);
    const whole = await readFile(path);
    const headerLength = 12 + whole.readUInt32BE(8);
    const frameLength = 41 + 300;
    const place = fc.integer({ min: headerLength, max: headerLength + 3 * frameLength - 1 });
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ flip;
        await writeFile(path, changed);
        const { items } = await read(path);
        const hit = Math.floor((at - headerLength) / frameLength);
        const offset = headerLength + hit * frameLength;
        expect(items.filter((item) => item.kind === 'chunk')).toHaveLength(2);
        expect(items).toContainEqual({ kind: 'damaged', offset, byteLength: frameLength });
        expect(items.at(-1)?.kind).toBe('close');
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a frame of another segment', async () => {
    const first = await readFile(await writeSegment([randomBytes(40)], false));
    const secondPath = await writeSegment([randomBytes(40)], false);
    const second = await readFile(secondPath);
    await writeFile(secondPath, Buffer.concat([second, first.subarray(-(41 + 40))]));
    const { items } = await read(secondPath);
    expect(items.map((item) => item.kind)).toEqual(['chunk', 'cut']);
  });

  it('says that a file with a broken header is damaged', async () => {
    const path = await writeSegment(someChunks);
    const bytes = await readFile(path);
    bytes[9] = 0xff;
    await writeFile(path, bytes);
    await expect(read(path)).rejects.toMatchObject({ code: 'recording.damaged' });
  });

  it('ends in bounded time on a file made of frame beginnings', async () => {
    const path = await writeSegment([randomBytes(10)], false);
    const bait = Buffer.alloc(25);
    bait.write('HDfr');
    bait.writeUInt8(1, 4);
    bait.writeUInt32BE(1024 * 1024, 5);
    const bytes = await readFile(path);
    const baits = Buffer.concat(Array.from({ length: 60_000 }, () => bait));
    await writeFile(path, Buffer.concat([bytes, baits]));
    const { items } = await read(path);
    expect(items.map((item) => item.kind)).toEqual(['chunk', 'cut']);
  });
});
