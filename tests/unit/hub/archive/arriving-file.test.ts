import { describe, expect, it } from 'vitest';
import { createArrivingFile } from '../../../../src/hub/archive/arriving-file.ts';
import type { SegmentHandle } from '../../../../src/shared/node/segment-fs.ts';

const bytes = Buffer.from('0123456789');

function aFile(byteLength = bytes.byteLength) {
  const reads: [number, number][] = [];
  const disk: SegmentHandle = {
    read: async (position, length) => {
      reads.push([position, length]);
      return bytes.subarray(position, position + length);
    },
    write: async () => undefined,
    truncate: async () => undefined,
    sync: async () => undefined,
    size: async () => 0,
    close: async () => undefined,
  };
  return { ...createArrivingFile(disk, byteLength), reads };
}

describe('arriving file', () => {
  it('has the announced size from the beginning', async () => {
    expect(await aFile().handle.size()).toBe(10);
  });

  it('lets a read wait for the last byte that it asks for, and no longer', async () => {
    const { handle, arrived, reads } = aFile();
    const read = handle.read(2, 4);
    arrived(5);
    await Promise.resolve();
    expect(reads).toEqual([]);
    arrived(6);
    expect(Buffer.from(await read).toString()).toBe('2345');
  });

  it('gives what is there at once, and at the end what is left', async () => {
    const { handle, arrived, reads } = aFile(8);
    arrived(8);
    expect(Buffer.from(await handle.read(6, 100)).toString()).toBe('67');
    expect((await handle.read(8, 100)).byteLength).toBe(0);
    expect((await handle.read(20, 100)).byteLength).toBe(0);
    expect(reads[0]).toEqual([6, 2]);
  });

  it('takes no news of fewer bytes for a loss', async () => {
    const { handle, arrived } = aFile();
    arrived(7);
    arrived(3);
    expect(Buffer.from(await handle.read(0, 7)).toString()).toBe('0123456');
  });

  it('fails what waits, and what asks later, when it is given up', async () => {
    const { handle, giveUp, arrived } = aFile();
    const waits = handle.read(0, 10);
    giveUp();
    await expect(waits).rejects.toThrow('given up');
    arrived(10);
    await expect(handle.read(0, 1)).rejects.toThrow('given up');
  });
});
