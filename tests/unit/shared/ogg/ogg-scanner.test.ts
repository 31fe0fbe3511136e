import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOggOpusWriter } from '../../../../src/shared/ogg/ogg-opus-writer.ts';
import { encodeOggPage, parseOggPage } from '../../../../src/shared/ogg/ogg-page.ts';
import { granuleToMs, scanOgg } from '../../../../src/shared/ogg/ogg-scanner.ts';
import { parseOpusHead } from '../../../../src/shared/ogg/opus-head.ts';

const preSkip = 312;

/** A stream of `count` packets of 20 ms, made of the given bytes. */
function streamOf(count: number, packet = Uint8Array.of(0xfc, 1, 2, 3)): Uint8Array {
  const writer = createOggOpusWriter({ channels: 2, preSkip, serial: 9, packetsPerPage: 5 });
  const parts = [writer.header()];
  for (let index = 0; index < count; index += 1) {
    const page = writer.addPacket(packet, 960);
    if (page) parts.push(page);
  }
  parts.push(writer.end(count * 960 - preSkip));
  return Buffer.concat(parts);
}

describe('Ogg stream', () => {
  it('begins with its two headers, ends marked, and knows its length', () => {
    const { pages, damage, goodLength } = scanOgg(streamOf(23));
    expect(damage).toEqual([]);
    expect(goodLength).toBe(streamOf(23).byteLength);
    expect(pages.map(({ packetCount }) => packetCount)).toEqual([1, 1, 5, 5, 5, 5, 3]);
    expect(pages.map(({ first }) => first)).toEqual([
      true,
      ...Array.from({ length: 6 }, () => false),
    ]);
    expect(pages.at(-1)?.last).toBe(true);
    expect(parseOpusHead(pages[0]?.bytes.subarray(28) ?? new Uint8Array())).toEqual({
      channels: 2,
      preSkip,
    });
    expect(granuleToMs(pages.at(-1)?.granule ?? 0, preSkip)).toBe((23 * 960 - preSkip) / 48);
  });

  it('carries packets of any size', () => {
    for (const size of [0, 1, 254, 255, 256, 510, 1275]) {
      const packet = new Uint8Array(size).fill(7);
      const bytes = encodeOggPage({
        first: false,
        last: false,
        granule: 2 ** 40 + 5,
        serial: 1,
        sequence: 2,
        packets: [packet, packet],
      });
      expect(parseOggPage(bytes, 0)).toMatchObject({ granule: 2 ** 40 + 5, packetCount: 2 });
    }
  });

  it('keeps every whole page of a stream that was cut anywhere', () => {
    const bytes = streamOf(40);
    const ends = scanOgg(bytes).pages.map((page) => page.bytes.byteOffset + page.bytes.byteLength);
    const base = scanOgg(bytes).pages[0]?.bytes.byteOffset ?? 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.byteLength }), (length) => {
        const { pages, goodLength } = scanOgg(bytes.subarray(0, length));
        const whole = ends.filter((end) => end - base <= length);
        expect(pages).toHaveLength(whole.length);
        expect(goodLength).toBe((whole.at(-1) ?? base) - base);
      }),
    );
  });

  it('loses one page to a flipped bit, and finds the rest', () => {
    const bytes = streamOf(40);
    const count = scanOgg(bytes).pages.length;
    const place = fc.integer({ min: 0, max: bytes.byteLength * 8 - 1 });
    fc.assert(
      fc.property(place, (bit) => {
        const broken = Uint8Array.from(bytes);
        broken[bit >> 3] = (broken[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const { pages, damage } = scanOgg(broken);
        expect(pages.length).toBe(count - 1);
        expect(damage).toHaveLength(1);
      }),
    );
  });

  it('ends on any input', () => {
    const soup = fc.array(
      fc.oneof(
        fc.constant(Buffer.from('OggS\0')),
        fc.constant(Buffer.from('O')),
        fc.uint8Array({ maxLength: 40 }),
        fc.constant(streamOf(3)),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(soup, (parts) => {
        const bytes = Uint8Array.from(Buffer.concat(parts));
        const { pages, damage } = scanOgg(bytes);
        const covered =
          pages.reduce((sum, page) => sum + page.bytes.byteLength, 0) +
          damage.reduce((sum, { from, to }) => sum + to - from, 0);
        expect(covered).toBe(bytes.byteLength);
      }),
    );
  });
});
