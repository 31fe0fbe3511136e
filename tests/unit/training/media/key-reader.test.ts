import { describe, expect, it } from 'vitest';
import { createKeyReader } from '../../../../src/training/media/key-reader.ts';

describe('createKeyReader', () => {
  it('tells a key once, however many packets carry it, and the same key again when it is pressed again', () => {
    const keys: string[] = [];
    const reader = createKeyReader((key) => keys.push(key));
    const key = (event: number) => Uint8Array.of(event, 10, 0, 160);
    for (const timestamp of [160, 160, 160, 1600]) reader.read(timestamp, key(5));
    reader.read(3200, key(11));
    reader.read(4800, key(99));
    expect(keys).toEqual(['5', '5', '#']);
  });
});
