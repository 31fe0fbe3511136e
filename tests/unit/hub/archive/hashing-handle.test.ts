import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHashingHandle } from '../../../../src/hub/archive/hashing-handle.ts';
import type { SegmentHandle } from '../../../../src/shared/node/segment-fs.ts';

const bytes = randomBytes(600_000);
const disk: SegmentHandle = {
  read: async (position, length) => bytes.subarray(position, position + length),
  write: async () => undefined,
  truncate: async () => undefined,
  sync: async () => undefined,
  size: async () => bytes.byteLength,
  close: async () => undefined,
};

describe('hashing handle', () => {
  it('hashes each byte once, whatever is read of the file and in which order', async () => {
    const aRead = fc.tuple(
      fc.integer({ min: 0, max: 700_000 }),
      fc.integer({ min: 0, max: 300_000 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(aRead), async (reads) => {
        const { handle, finish } = createHashingHandle(disk);
        for (const [position, length] of reads) {
          const read = await handle.read(position, length);
          expect(bytes.subarray(position, position + length).equals(read)).toBe(true);
        }
        expect(await finish()).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
      { numRuns: 50 },
    );
  });
});
