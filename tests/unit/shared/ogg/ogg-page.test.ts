import { describe, expect, it } from 'vitest';
import { oggCrc } from '../../../../src/shared/ogg/ogg-crc.ts';
import { createOggOpusWriter } from '../../../../src/shared/ogg/ogg-opus-writer.ts';
import { encodeOggPage, parseOggPage } from '../../../../src/shared/ogg/ogg-page.ts';
import { granuleToMs, scanOgg } from '../../../../src/shared/ogg/ogg-scanner.ts';
import {
  encodeOpusHead,
  encodeOpusTags,
  parseOpusHead,
} from '../../../../src/shared/ogg/opus-head.ts';

const aPage = {
  first: false,
  last: false,
  granule: 0x1_0000_0203,
  serial: 0x0a0b0c0d,
  sequence: 0x01020304,
  packets: [Uint8Array.of(7, 8)],
};

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** The page with this byte set and its checksum made right again: only the meaning of the byte can make it refused. */
function resigned(page: Uint8Array, at: number, value: number): Uint8Array {
  const changed = Uint8Array.from(page);
  changed[at] = value;
  changed.fill(0, 22, 26);
  new DataView(changed.buffer).setUint32(22, oggCrc(changed), true);
  return changed;
}

describe('bytes of an Ogg page (RFC 3533 §6)', () => {
  it('has a checksum as other programs compute it', () => {
    // CRC-32 with polynomial 0x04c11db7, not reflected, start 0: its well-known check value.
    expect(oggCrc(Buffer.from('123456789'))).toBe(0x89a1897f);
  });

  it('has each field in its place, the lowest byte first', () => {
    const hex = hexOf(encodeOggPage(aPage));
    expect(hex.slice(0, 44)).toBe(
      ['4f676753', '00', '00', '0302000001000000', '0d0c0b0a', '04030201'].join(''),
    );
    expect(hex.slice(52)).toBe(['01', '02', '0708'].join(''));
  });

  it.each([
    [{ first: true, last: false }, 2],
    [{ first: false, last: true }, 4],
    [{ first: true, last: true }, 6],
  ])('marks %o in its flags', (marks, flags) => {
    const page = encodeOggPage({ ...aPage, ...marks });
    expect(page[5]).toBe(flags);
    expect(parseOggPage(page, 0)).toMatchObject({ ...marks, continued: false });
  });

  it('is read with every field as it was written, also behind other bytes', () => {
    const page = encodeOggPage(aPage);
    const { first, last, granule, serial, sequence } = aPage;
    const whole = { first, last, granule, serial, sequence, continued: false, packetCount: 1 };
    expect(parseOggPage(Buffer.concat([Buffer.alloc(99, 0x4f), page]), 99)).toMatchObject(whole);
    expect(parseOggPage(resigned(page, 5, 1), 0)).toMatchObject({
      first: false,
      last: false,
      continued: true,
    });
  });

  it('knows a page on which no packet ends', () => {
    const page = encodeOggPage({ ...aPage, granule: -1 });
    expect(hexOf(page.subarray(6, 14))).toBe('ff'.repeat(8));
    expect(parseOggPage(page, 0)?.granule).toBe(-1);
  });

  it('holds 255 pieces and refuses one more', () => {
    const packets = (count: number) => Array.from({ length: count }, () => Uint8Array.of(1));
    expect(parseOggPage(encodeOggPage({ ...aPage, packets: packets(255) }), 0)?.packetCount).toBe(
      255,
    );
    expect(() => encodeOggPage({ ...aPage, packets: packets(256) })).toThrow(RangeError);
  });

  it.each([0, 1, 2, 3, 4])('is none when byte %i of its beginning is another', (at) => {
    const page = encodeOggPage(aPage);
    expect(parseOggPage(resigned(page, at, page[at] ?? 0), 0)).not.toBeNull();
    expect(parseOggPage(resigned(page, at, 0x20), 0)).toBeNull();
  });

  it('is none when it is cut anywhere, and is one when it ends with the bytes', () => {
    const page = encodeOggPage({ ...aPage, packets: [Uint8Array.of(1), new Uint8Array(300)] });
    for (let length = 0; length < page.byteLength; length += 1)
      expect(parseOggPage(page.subarray(0, length), 0)).toBeNull();
    expect(parseOggPage(page, 0)?.bytes).toEqual(page);
    const bare = encodeOggPage({ ...aPage, packets: [] });
    expect(parseOggPage(bare, 0)).toMatchObject({ packetCount: 0, bytes: bare });
    expect(parseOggPage(Buffer.concat([bare, page]), bare.byteLength)).not.toBeNull();
  });
});

it('is no page when the bytes end before it says, whatever its checksum', () => {
  const whole = encodeOggPage(aPage);
  expect(parseOggPage(resigned(whole.subarray(0, -1), 5, 0), 0)).toBeNull();
});

describe('header packets of Ogg Opus (RFC 7845 §5)', () => {
  const aHead = () => encodeOpusHead({ channels: 2, preSkip: 0x0138 });

  it('are as the standard draws them', () => {
    expect(hexOf(aHead())).toBe(
      [hexOf(Buffer.from('OpusHead')), '01', '02', '3801', '80bb0000', '0000', '00'].join(''),
    );
    expect(hexOf(encodeOpusTags('desk'))).toBe(
      [hexOf(Buffer.from('OpusTags')), '04000000', hexOf(Buffer.from('desk')), '00000000'].join(''),
    );
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7])('are none when letter %i is another', (at) => {
    const other = aHead();
    other[at] = 0x20;
    expect(parseOpusHead(other)).toBeNull();
  });

  it('are read with one channel or two, and refused with any other count or when cut', () => {
    expect(parseOpusHead(encodeOpusHead({ channels: 1, preSkip: 5 }))).toEqual({
      channels: 1,
      preSkip: 5,
    });
    expect(parseOpusHead(aHead())).toEqual({ channels: 2, preSkip: 0x0138 });
    for (const channels of [0, 3, 255])
      expect(parseOpusHead(aHead().fill(channels, 9, 10))).toBeNull();
    expect(parseOpusHead(aHead().subarray(0, 18))).toBeNull();
  });
});

describe('pages of a stream', () => {
  const preSkip = 312;
  const written = (packets: number, totalSamples: number) => {
    const writer = createOggOpusWriter({ channels: 2, preSkip, serial: 9, packetsPerPage: 2 });
    const parts = [writer.header()];
    for (let index = 0; index < packets; index += 1) {
      const page = writer.addPacket(Uint8Array.of(0xfc, index), 960);
      if (page) parts.push(page);
    }
    return scanOgg(Buffer.concat([...parts, writer.end(totalSamples)])).pages;
  };

  it('are numbered from nought, one of them first and one last, and count their sound', () => {
    const pages = written(5, 5 * 960);
    expect(pages.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4]);
    expect(pages.map(({ first }) => first)).toEqual([true, false, false, false, false]);
    expect(pages.map(({ last }) => last)).toEqual([false, false, false, false, true]);
    expect(pages.map(({ granule }) => granule)).toEqual([0, 0, 1920, 3840, 4800]);
    expect(new Set(pages.map(({ serial }) => serial))).toEqual(new Set([9]));
  });

  it('end where the sound ends, which cuts the padding off and never promises more than there is', () => {
    expect(written(5, 4000).at(-1)?.granule).toBe(4000 + preSkip);
    expect(written(5, 9000).at(-1)?.granule).toBe(4800);
  });

  it('are found again behind damage that begins like a page', () => {
    const page = encodeOggPage(aPage);
    const bytes = Buffer.concat([Buffer.from('OO'), page, Buffer.from('xO'), page]);
    expect(scanOgg(bytes)).toMatchObject({
      damage: [
        { from: 0, to: 2 },
        { from: 2 + page.byteLength, to: 4 + page.byteLength },
      ],
      goodLength: bytes.byteLength,
    });
    expect(scanOgg(bytes).pages).toHaveLength(2);
  });

  it('count no time before the pre-skip is over', () => {
    expect(granuleToMs(preSkip + 480, preSkip)).toBe(10);
    expect(granuleToMs(100, preSkip)).toBe(0);
  });
});
