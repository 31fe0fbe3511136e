import {
  constants,
  createHash,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  decodeClose,
  decodeSegmentHeader,
  encodeSegmentHeader,
  headerDigest,
  maxChunkLength,
  maxHeaderLength,
  openFrame,
  parseFrameHead,
  sealFrame,
  segmentKeyContext,
  type SegmentHeader,
} from '../../../../src/shared/node/segment-format.ts';
import {
  createNodeSegmentFs,
  errnoOf,
  isDiskFull,
  type SegmentFs,
  type SegmentHandle,
} from '../../../../src/shared/node/segment-fs.ts';
import {
  newSegmentKey,
  unwrapKeyForDesk,
  unwrapKeyForHub,
  wrapKeyForDesk,
  wrapKeyForHub,
} from '../../../../src/shared/node/segment-key.ts';
import { openSegmentFile, readSegment } from '../../../../src/shared/node/segment-reader.ts';
import { hashSegment, repairSegment } from '../../../../src/shared/node/segment-repair.ts';
import { createSegment, type NewSegment } from '../../../../src/shared/node/segment-writer.ts';
import { createFailingFs } from '../../../support/failing-fs.ts';

const fs = createNodeSegmentFs();
const deskKey = randomBytes(32);
const longestFrame = 25 + maxChunkLength + 16;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segment-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function aSegment(changes: Partial<NewSegment> = {}): NewSegment {
  return {
    fs,
    folder,
    recordingId: randomUUID(),
    callId: randomUUID(),
    segment: 3,
    firstSeq: 0,
    agentWorkNo: '1001',
    startedAt: 1_700_000_000_000,
    deskKey,
    hub: null,
    ...changes,
  };
}

/** A file with these chunks and no close frame. */
async function openEnded(chunks: readonly Uint8Array[]): Promise<string> {
  const writer = await createSegment(aSegment());
  for (const [seq, chunk] of chunks.entries()) await writer.append(seq, chunk);
  await writer.abandon();
  return join(folder, writer.fileName);
}

function keyOf({ deskKey: wrapped, recordingId, segment }: SegmentHeader): Uint8Array {
  return unwrapKeyForDesk(wrapped, deskKey, segmentKeyContext(recordingId, segment));
}

async function withFile<T>(path: string, use: (handle: SegmentHandle) => Promise<T>): Promise<T> {
  const handle = await fs.openForWriting(path);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

const repair = (path: string) =>
  withFile(path, async (handle) => {
    const file = await openSegmentFile(handle);
    return repairSegment(file, keyOf(file.header));
  });

const kindsIn = (path: string) =>
  withFile(path, async (handle) => {
    const file = await openSegmentFile(handle);
    return (await Array.fromAsync(readSegment(file, keyOf(file.header)))).map(({ kind }) => kind);
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

describe('head of a segment file', () => {
  const header: SegmentHeader = {
    version: 1,
    recordingId: randomUUID(),
    callId: randomUUID(),
    segment: 0,
    firstSeq: 0,
    agentWorkNo: '1001',
    startedAt: 1,
    deskKey: 'a',
    hubKey: null,
  };
  const refusal = (bytes: Uint8Array) => {
    try {
      decodeSegmentHeader(bytes);
    } catch (error) {
      return error;
    }
    return null;
  };
  /** The same header, made longer by spaces, which JSON allows. */
  const padded = (length: number) => {
    const encoded = encodeSegmentHeader(header);
    const json = Buffer.concat([encoded.subarray(12), Buffer.alloc(length, ' ')]).subarray(
      0,
      length,
    );
    const start = Buffer.from(encoded.subarray(0, 12));
    start.writeUInt32BE(length, 8);
    return Buffer.concat([start, json]);
  };

  it('says of each cut that it is cut, and of foreign bytes that they are foreign', () => {
    const encoded = encodeSegmentHeader(header);
    for (let length = 0; length < encoded.byteLength; length += 1)
      expect(refusal(encoded.subarray(0, length))).toMatchObject({
        code: 'recording.damaged',
        message: `recording.damaged: ${length < 12 ? 'not a segment file' : 'header cut'}`,
      });
    expect(decodeSegmentHeader(encoded)).toEqual({ header, byteLength: encoded.byteLength });
    const foreign = Uint8Array.from(encoded).fill(0x20, 0, 1);
    expect(refusal(foreign)).toMatchObject({ message: 'recording.damaged: not a segment file' });
  });

  it('is not taken when it says what no release has written', () => {
    const other = encodeSegmentHeader({ ...header, startedAt: -1 });
    expect(refusal(other)).toMatchObject({
      code: 'recording.damaged',
      message: 'recording.damaged: header unreadable',
    });
    const noJson = Uint8Array.from(encodeSegmentHeader(header)).fill(0x20, 12, 13);
    expect(refusal(noJson)).toMatchObject({ message: 'recording.damaged: header unreadable' });
  });

  it('may be 64 kB long and not a byte more', async () => {
    expect(decodeSegmentHeader(padded(maxHeaderLength)).header).toEqual(header);
    expect(refusal(padded(maxHeaderLength + 1))).toMatchObject({
      message: 'recording.damaged: header cut',
    });
    const path = join(folder, 'long');
    await writeFile(path, padded(maxHeaderLength));
    const opened = await withFile(path, openSegmentFile);
    expect(opened).toMatchObject({ header, headerLength: maxHeaderLength + 12 });
  });
});

describe('frames', () => {
  const key = randomBytes(32);
  const digest = headerDigest(randomBytes(9));
  const plain = Buffer.from('sound');

  it('are recognised by magic, kind and length', () => {
    const frame = sealFrame(key, digest, { kind: 'chunk', seq: 7, plain });
    const at = (offset: number, ...bytes: number[]) => {
      const changed = Uint8Array.from(frame);
      changed.set(bytes, offset);
      return parseFrameHead(changed);
    };
    expect(at(0)).toEqual({ kind: 'chunk', seq: 7, cipherLength: 5, byteLength: 46 });
    expect(at(4, 2)).toMatchObject({ kind: 'close' });
    expect([at(0, 0x20), at(4, 0), at(4, 3)]).toEqual([null, null, null]);
    expect(at(5, 0, 0x10, 0, 0)).toMatchObject({ cipherLength: maxChunkLength });
    expect(at(5, 0, 0x10, 0, 1)).toBeNull();
    expect(parseFrameHead(frame.subarray(0, 24))).toBeNull();
  });

  it('open at their own place only: other number, kind or file, and they stay shut', () => {
    const frame = sealFrame(key, digest, { kind: 'chunk', seq: 7, plain });
    expect(openFrame(key, digest, frame)).toEqual(plain);
    for (const [offset, value] of [
      [4, 2],
      [12, 8],
      [13, (frame[13] ?? 0) ^ 1],
    ] as const) {
      const moved = Uint8Array.from(frame);
      moved[offset] = value;
      expect(openFrame(key, digest, moved)).toBeNull();
    }
    expect(openFrame(key, headerDigest(randomBytes(9)), frame)).toBeNull();
  });

  it.each(['no JSON', '{"nextSeq":-1,"reason":"finished"}', '{"nextSeq":1,"reason":"other"}'])(
    'that close a file are refused when they say %s',
    (text) => {
      expect(() => decodeClose(Buffer.from(text))).toThrow(
        expect.objectContaining({
          code: 'recording.damaged',
          message: 'recording.damaged: close frame unreadable',
        }),
      );
    },
  );
});

describe('keys of segments', () => {
  const keyPair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });

  it('are wrapped for the hub as RSA-OAEP with SHA-256, which any other program opens', () => {
    const hub = keyPair();
    const key = newSegmentKey();
    const wrapped = wrapKeyForHub(key, hub.publicKey);
    expect(unwrapKeyForHub(wrapped, hub.privateKey)).toEqual(key);
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const opened = privateDecrypt(
      { key: hub.privateKey, padding, oaepHash: 'sha256' },
      Buffer.from(wrapped, 'base64'),
    );
    expect(opened).toEqual(key);
    const short = publicEncrypt(
      { key: hub.publicKey, padding, oaepHash: 'sha256' },
      key.subarray(1),
    );
    expect(() => unwrapKeyForHub(short.toString('base64'), hub.privateKey)).toThrow(
      'recording.keyUnavailable',
    );
    expect(() => unwrapKeyForHub(wrapped, keyPair().privateKey)).toThrow(
      expect.objectContaining({ code: 'recording.keyUnavailable', cause: expect.any(Error) }),
    );
  });

  it('are wrapped for the desk with a nonce of their own, and for one segment', () => {
    const key = newSegmentKey();
    const one = wrapKeyForDesk(key, deskKey, 'a');
    expect(one).not.toBe(wrapKeyForDesk(key, deskKey, 'a'));
    expect(unwrapKeyForDesk(one, deskKey, 'a')).toEqual(key);
    for (const [wrapped, context] of [
      [one, 'b'],
      [one.slice(4), 'a'],
      ['', 'a'],
    ] as const)
      expect(() => unwrapKeyForDesk(wrapped, deskKey, context)).toThrow('recording.keyUnavailable');
  });

  it('stand in the header for desk and hub, the same key for both', async () => {
    const hub = keyPair();
    const writer = await createSegment(
      aSegment({ hub: { keyId: 'key-2', publicKeyPem: hub.publicKey } }),
    );
    await writer.abandon();
    const { header } = await withFile(join(folder, writer.fileName), openSegmentFile);
    expect(header.hubKey?.keyId).toBe('key-2');
    expect(unwrapKeyForHub(header.hubKey?.wrapped ?? '', hub.privateKey)).toEqual(keyOf(header));
  });
});

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
    await repairSegment(file, keyOf(file.header));
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
      expect(await withFile(path, hashSegment)).toEqual({
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

describe('the real file system', () => {
  it('gives what there is, wherever the file ends', async () => {
    const path = join(folder, 'short');
    const bytes = randomBytes(20);
    await writeFile(path, bytes);
    const handle = await fs.openForReading(path);
    expect(Buffer.from(await handle.read(10, 100))).toEqual(bytes.subarray(10));
    expect((await handle.read(20, 5)).byteLength).toBe(0);
    expect(Buffer.from(await handle.read(3, 4))).toEqual(bytes.subarray(3, 7));
    await handle.close();
    await expect(handle.sync()).rejects.toThrow();
  });

  it('knows what is there from what is not, and does not take trouble for absence', async () => {
    const path = join(folder, 'there');
    await writeFile(path, '');
    expect([await fs.exists(path), await fs.exists(join(folder, 'not'))]).toEqual([true, false]);
    await expect(fs.exists(join(path, 'below a file'))).rejects.toThrow('ENOTDIR');
    await expect(fs.create(path)).rejects.toThrow('EEXIST');
    if (process.platform !== 'win32')
      await expect(fs.syncFolder(join(folder, 'not'))).rejects.toThrow('ENOENT');
  });

  it('makes folders below folders, for this account only', async () => {
    const path = join(folder, 'a', 'b');
    await fs.makeFolder(path);
    await fs.makeFolder(path);
    expect((await stat(path)).isDirectory()).toBe(true);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o077).toBe(0);
  });
});
