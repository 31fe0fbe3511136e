import {
  constants,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
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
  type SegmentHeader,
} from '../../../../src/shared/node/segment-format.ts';
import { createNodeSegmentFs, errnoOf } from '../../../../src/shared/node/segment-fs.ts';
import {
  newSegmentKey,
  unwrapKeyForDesk,
  unwrapKeyForHub,
  wrapKeyForDesk,
  wrapKeyForHub,
} from '../../../../src/shared/node/segment-key.ts';
import { openSegmentFile } from '../../../../src/shared/node/segment-reader.ts';
import { createSegment, type NewSegment } from '../../../../src/shared/node/segment-writer.ts';
import { aSegmentIn, keyOfSegment, withSegmentFile } from '../../../support/segment-file.ts';

const fs = createNodeSegmentFs();
const deskKey = randomBytes(32);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segment-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const aSegment = (changes: Partial<NewSegment> = {}) => aSegmentIn(folder, changes);

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
    const opened = await withSegmentFile(path, openSegmentFile);
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
    const { header } = await withSegmentFile(join(folder, writer.fileName), openSegmentFile);
    expect(header.hubKey?.keyId).toBe('key-2');
    expect(unwrapKeyForHub(header.hubKey?.wrapped ?? '', hub.privateKey)).toEqual(
      keyOfSegment(header),
    );
  });
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
    const missing = fs.syncFolder(join(folder, 'not'));
    // Folders cannot be synced on Windows: nothing is tried there.
    await expect(missing.then(() => null, errnoOf)).resolves.toBe(
      process.platform === 'win32' ? null : 'ENOENT',
    );
  });

  it('makes folders below folders, for this account only', async () => {
    const path = join(folder, 'a', 'b');
    await fs.makeFolder(path);
    await fs.makeFolder(path);
    expect((await stat(path)).isDirectory()).toBe(true);
    const { mode } = await stat(path);
    expect(process.platform === 'win32' ? 0 : mode & 0o077).toBe(0);
  });
});
