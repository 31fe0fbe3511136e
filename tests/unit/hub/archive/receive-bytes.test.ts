import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { receiveBytes } from '../../../../src/hub/archive/receive-bytes.ts';
import type { SegmentHandle } from '../../../../src/shared/node/segment-fs.ts';

/** A file in memory that says what is done with it. */
function aDisk(changes: Partial<SegmentHandle> = {}) {
  const acts: string[] = [];
  let content = Buffer.alloc(0);
  const file: SegmentHandle = {
    read: async () => Buffer.alloc(0),
    async write(bytes, position) {
      expect(position).toBe(content.byteLength);
      content = Buffer.concat([content, bytes]);
      acts.push('write');
    },
    truncate: async () => undefined,
    sync: async () => void acts.push('sync'),
    size: async () => content.byteLength,
    close: async () => void acts.push('close'),
    ...changes,
  };
  return { acts, content: () => content, fs: { openForWriting: async () => file } };
}

const never = new AbortController().signal;
const silent = { signal: never, onWritten: () => undefined };
const at0 = (maxLength: number) => ({ path: '/x', offset: 0, maxLength });
const source = (pieces: readonly Buffer[]) => Readable.from(pieces, { objectMode: false });
const pieces = (count: number, length: number) =>
  Array.from({ length: count }, () => randomBytes(length));

describe('receiving bytes', () => {
  it('writes what comes in order and says how far it is', async () => {
    const disk = aDisk();
    const sent = pieces(50, 65_536);
    const length = 50 * 65_536;
    const told: number[] = [];
    const received = await receiveBytes(disk.fs, source(sent), at0(length), {
      signal: never,
      onWritten: (byteLength) => told.push(byteLength),
    });
    await received.synced;
    expect(received).toMatchObject({ byteLength: length, end: 'whole' });
    expect(disk.content().equals(Buffer.concat(sent))).toBe(true);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(length);
    expect(disk.acts.slice(-2)).toEqual(['sync', 'close']);
  });

  it('has the disk keep a long file while it arrives, and the last byte of every whole one', async () => {
    const long = aDisk();
    const length = 160 * 65_536;
    await (
      await receiveBytes(long.fs, source(pieces(160, 65_536)), at0(length), silent)
    ).synced;
    expect(long.acts.filter((act) => act === 'sync').length).toBeGreaterThan(1);
    expect(long.acts.indexOf('sync')).toBeLessThan(long.acts.lastIndexOf('write'));
    const short = aDisk();
    await (
      await receiveBytes(short.fs, source(pieces(1, 10)), at0(10), silent)
    ).synced;
    expect(short.acts).toEqual(['write', 'sync', 'close']);
  });

  it('keeps what came before a cut', async () => {
    const disk = aDisk();
    const sent = randomBytes(1000);
    const cut = new Readable({ read() {} });
    cut.push(sent);
    const receiving = receiveBytes(disk.fs, cut, at0(5000), {
      signal: never,
      onWritten: () => cut.destroy(new Error('ECONNRESET')),
    });
    const received = await receiving;
    await received.synced;
    expect(received).toMatchObject({ byteLength: 1000, end: 'cut' });
    expect(disk.content().equals(sent)).toBe(true);
    expect(disk.acts.at(-1)).toBe('close');
  });

  it('stops at a source that has ended before it is read', async () => {
    const gone = new Readable({ read() {} });
    gone.on('error', () => undefined).destroy();
    const { end, synced } = await receiveBytes(aDisk().fs, gone, at0(10), silent);
    await synced;
    expect(end).toBe('cut');
  });

  it('leaves the rest unread when another wants the upload, and the connection alive', async () => {
    const disk = aDisk();
    const left = new AbortController();
    const endless = new Readable({ read() {} });
    endless.push(randomBytes(100));
    const received = await receiveBytes(disk.fs, endless, at0(5000), {
      signal: left.signal,
      onWritten: () => left.abort(),
    });
    expect(received).toMatchObject({ byteLength: 100, end: 'cut' });
    expect(endless.destroyed).toBe(false);
  });

  it('takes no more than may come', async () => {
    const disk = aDisk();
    const sent = randomBytes(3000);
    const received = await receiveBytes(disk.fs, source([sent]), at0(2000), silent);
    await received.synced;
    expect(received).toMatchObject({ byteLength: 2000, end: 'tooLong' });
    expect(disk.content().equals(sent.subarray(0, 2000))).toBe(true);
  });

  it('says when the disk could not keep what it was given, also in a sync before the last', async () => {
    let syncs = 0;
    const disk = aDisk({
      sync: async () => {
        syncs += 1;
        if (syncs === 1) throw new Error('EIO');
      },
    });
    const length = 160 * 65_536;
    const received = await receiveBytes(disk.fs, source(pieces(160, 65_536)), at0(length), silent);
    await expect(received.synced).rejects.toThrow('EIO');
    expect(syncs).toBeGreaterThan(1);
    expect(disk.acts.at(-1)).toBe('close');
  });

  it('says so, too, when a write fails after it', async () => {
    const disk = aDisk({
      write: async (_bytes, position) => {
        if (position > 6 * 1024 * 1024) throw new Error('ENOSPC');
      },
      sync: async () => {
        throw new Error('EIO');
      },
    });
    const length = 160 * 65_536;
    const received = await receiveBytes(disk.fs, source(pieces(160, 65_536)), at0(length), silent);
    expect(received).toMatchObject({ end: 'failed', error: new Error('ENOSPC') });
    await expect(received.synced).rejects.toThrow('EIO');
    expect(disk.acts).toEqual(['close']);
  });

  it('keeps what came before a write that fails, and closes the file', async () => {
    const write = async () => {
      throw new Error('ENOSPC');
    };
    const disk = aDisk({ write });
    const received = await receiveBytes(disk.fs, source(pieces(2, 10)), at0(20), silent);
    expect(received).toMatchObject({ byteLength: 0, end: 'failed', error: new Error('ENOSPC') });
    await received.synced;
    expect(disk.acts).toEqual(['close']);
  });
});
