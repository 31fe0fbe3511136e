import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCopy } from '../../../../../src/hub/areas/city/clean-copy.ts';
import { fileTypeOf } from '../../../../../src/hub/areas/attachments/file-type.ts';

const segment = (marker: number, body: Buffer | string) => {
  const bytes = Buffer.from(body);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(bytes.byteLength + 2, 2);
  return Buffer.concat([head, bytes]);
};
const secret = 'GPS 30.5928N 114.3055E';
/** An EXIF block with an orientation and a place, in either order of bytes. */
const exif = (orientation: number, isLittle = false) => {
  const tiff = Buffer.alloc(26);
  tiff.write(isLittle ? 'II' : 'MM', 'latin1');
  const short = (value: number, at: number) =>
    isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  short(42, 2);
  short(isLittle ? 8 : 0, 4);
  short(isLittle ? 0 : 8, 6);
  short(1, 8);
  short(0x0112, 10);
  short(3, 12);
  short(isLittle ? 1 : 0, 14);
  short(isLittle ? 0 : 1, 16);
  short(orientation, 18);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from(secret)]));
};
const soi = Buffer.from('ffd8', 'hex');
const eoi = Buffer.from('ffd9', 'hex');
const jfif = segment(0xe0, 'JFIF\0\u0001\u0001');
const icc = segment(0xe2, 'ICC_PROFILE\0\u0001\u0001x');
const drawn = Buffer.concat([
  segment(0xdb, Buffer.alloc(65, 1)),
  segment(0xc0, Buffer.from('08000100010101110000', 'hex')),
  segment(0xc4, Buffer.alloc(20, 2)),
  segment(0xda, Buffer.from('0101003f00', 'hex')),
  // A stuffed byte, a restart, fill bytes.
  Buffer.from('12ff0034ffd056ff00', 'hex'),
]);
const jpeg = (...more: readonly Buffer[]) => Buffer.concat([soi, jfif, ...more, icc, drawn, eoi]);
const clean = (bytes: Buffer, type: Parameters<typeof cleanCopy>[0] = 'image/jpeg') =>
  cleanCopy(type, bytes);

describe('the copy of a JPEG that leaves the house', () => {
  it('has no small picture in its first words, and nothing behind them', () => {
    const head = 'JFIF\0\u0001\u0002\u0001\0\u0048\0\u0048';
    const small = segment(0xe0, Buffer.from(`${head}\u0002\u0002${secret}`));
    const adobe = segment(0xee, `Adobe\0\u0064\0\0\0\0\u0001${secret}`);
    const sent = clean(Buffer.concat([soi, small, adobe, drawn, eoi]));
    const bare = [segment(0xe0, `${head}\0\0`), segment(0xee, 'Adobe\0\u0064\0\0\0\0\u0001')];
    expect(sent?.equals(Buffer.concat([soi, ...bare, drawn, eoi]))).toBe(true);
  });

  it('draws the same and says nothing else', () => {
    const telling = [
      exif(1),
      segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${secret}`),
      segment(0xed, `Photoshop 3.0\0${secret}`),
      segment(0xe2, `MPF\0${secret}`),
      segment(0xe0, `JFXX\0${secret}`),
      segment(0xfe, secret),
    ];
    const sent = clean(Buffer.concat([jpeg(...telling), Buffer.from(secret), jpeg(exif(1))]));
    expect(sent?.equals(jpeg())).toBe(true);
    expect(sent && fileTypeOf(sent)).toBe('image/jpeg');
  });

  it('keeps no small picture in its first segment: it may show what was cut away since', () => {
    const first = (body: Buffer) => Buffer.concat([soi, segment(0xe0, body), drawn, eoi]);
    const head = Buffer.from('4a46494600010201004800480202', 'hex');
    const bare = Buffer.from('4a46494600010201004800480000', 'hex');
    const sent = clean(first(Buffer.concat([head, Buffer.from(secret.slice(0, 12))])));
    expect(sent?.equals(first(bare))).toBe(true);
  });

  it('keeps which way up it was held, whatever wrote it, and not the place beside it', () => {
    for (const isLittle of [false, true]) {
      const sent = clean(jpeg(exif(6, isLittle)));
      const orientation = sent?.subarray(2, 38);
      expect(orientation?.toString('latin1', 4, 8)).toBe('Exif');
      expect(orientation?.readUInt16BE(28)).toBe(6);
      expect(orientation?.readUInt16BE(2)).toBe(34);
      expect(sent?.subarray(38).equals(jpeg().subarray(2))).toBe(true);
      expect(sent && clean(sent)?.equals(sent)).toBe(true);
    }
  });

  it('of more scans has all of them, and of a picture that breaks off there is none', () => {
    const progressive = Buffer.concat([jpeg().subarray(0, -2), drawn, eoi]);
    expect(clean(progressive)?.equals(progressive)).toBe(true);
    for (let length = 2; length < jpeg().byteLength; length += 1)
      expect(clean(jpeg().subarray(0, length))).toBeNull();
  });
});

const chunk = (name: string, body: Buffer | string) => {
  const bytes = Buffer.from(body);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.byteLength);
  return Buffer.concat([head, Buffer.from(name), bytes, Buffer.alloc(4)]);
};
const png = (...more: readonly Buffer[]) =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.alloc(13, 1)),
    ...more,
    chunk('IDAT', deflateSync('picture')),
    Buffer.from('0000000049454e44ae426082', 'hex'),
  ]);

describe('the copy of a PNG or WebP that leaves the house', () => {
  it('draws the same and says nothing else', () => {
    const telling = ['tEXt', 'iTXt', 'zTXt', 'eXIf', 'tIME', 'prVt'].map((name) =>
      chunk(name, secret),
    );
    expect(clean(png(...telling), 'image/png')?.equals(png())).toBe(true);
    expect(clean(png().subarray(0, -1), 'image/png')).toBeNull();
  });

  const webpPart = (name: string, body: Buffer | string) => {
    const bytes = Buffer.from(body);
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(bytes.byteLength, 4);
    return Buffer.concat([head, bytes, Buffer.alloc(bytes.byteLength % 2)]);
  };

  it('of a WebP that moves has nothing beside the picture in any of its frames', () => {
    const moving = (...more: readonly Buffer[]) =>
      webpPart(
        'RIFF',
        Buffer.concat([
          Buffer.from('WEBP'),
          webpPart('VP8X', Buffer.alloc(10, 2)),
          webpPart('ANIM', Buffer.alloc(6)),
          webpPart('ANMF', Buffer.concat([Buffer.alloc(16), webpPart('VP8 ', 'pix'), ...more])),
        ]),
      );
    const sent = clean(moving(webpPart('prVt', secret), webpPart('EXIF', secret)), 'image/webp');
    expect(sent?.equals(moving())).toBe(true);
    const broken = moving(Buffer.from('EXIF\u00ff\u00ff\u0000\u0000', 'latin1'));
    expect(clean(broken, 'image/webp')).toBeNull();
  });

  it('of WebP has neither EXIF nor XMP, and does not say that it had', () => {
    const webp = (flags: number, ...more: readonly Buffer[]) => {
      const size = Buffer.alloc(10);
      size[0] = flags;
      return webpPart(
        'RIFF',
        Buffer.concat([
          Buffer.from('WEBP'),
          webpPart('VP8X', size),
          webpPart('VP8 ', 'pix'),
          ...more,
        ]),
      );
    };
    const sent = clean(
      webp(0x1c, webpPart('EXIF', secret), webpPart('XMP ', secret)),
      'image/webp',
    );
    expect(sent?.equals(webp(0x10))).toBe(true);
    expect(sent && fileTypeOf(sent)).toBe('image/webp');
    expect(clean(webp(0).subarray(0, -3), 'image/webp')).toBeNull();
  });
});

describe('whatever calls itself a picture', () => {
  it('is cleaned or kept back, and never brings the hub down', () => {
    const types = ['image/jpeg', 'image/png', 'image/webp'] as const;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(...types), (tail, type) => {
        const whole = { 'image/jpeg': jpeg(exif(3)), 'image/png': png(), 'image/webp': soi }[type];
        const bytes = Buffer.concat([whole.subarray(0, whole.byteLength / 2), tail]);
        const sent = clean(bytes, type);
        expect(sent === null || sent.byteLength <= bytes.byteLength + 36).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
