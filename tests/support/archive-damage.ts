import { frameHeaderLength, parseFrameHead } from '../../src/shared/node/segment-format.ts';

/** Place of a frame in a segment file. */
interface FramePlace {
  readonly at: number;
  readonly end: number;
}

/** The frames of an undamaged segment file, in order; the last one is the close frame. */
function framesOf(bytes: Buffer): readonly FramePlace[] {
  const frames: FramePlace[] = [];
  let at = 12 + bytes.readUInt32BE(8);
  while (at < bytes.byteLength) {
    const head = parseFrameHead(bytes.subarray(at));
    if (head === null) throw new Error(`no frame at ${at}`);
    frames.push({ at, end: at + head.byteLength });
    at += head.byteLength;
  }
  return frames;
}

const frame = (bytes: Buffer, index: number): FramePlace => {
  const place = framesOf(bytes).at(index);
  if (place === undefined) throw new Error(`no frame ${index}`);
  return place;
};

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
};

const part = (bytes: Buffer, from: number, to: number): Buffer =>
  bytes.subarray(frame(bytes, from).at, frame(bytes, to).end);

/** What may happen to the bytes of a file of eight chunks: name and change. */
export const damages: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
  ['a bit of a ciphertext', (b) => flipped(b, frame(b, 3).at + frameHeaderLength + 2)],
  ['a bit of a tag', (b) => flipped(b, frame(b, 3).end - 1)],
  ['a bit of a nonce', (b) => flipped(b, frame(b, 3).at + 13)],
  ['a bit of the magic', (b) => flipped(b, 0)],
  ['a bit of the header', (b) => flipped(b, b.indexOf('"callId":"') + 10)],
  ['the number of a frame', (b) => flipped(b, frame(b, 3).at + 12)],
  [
    'three frames cut out',
    (b) => Buffer.concat([b.subarray(0, frame(b, 3).at), b.subarray(frame(b, 6).at)]),
  ],
  ['the last frames cut off', (b) => b.subarray(0, frame(b, 4).at)],
  ['the close frame cut off', (b) => b.subarray(0, frame(b, -1).at)],
  ['half the file', (b) => b.subarray(0, Math.floor(b.byteLength / 2))],
  [
    'two frames swapped',
    (b) =>
      Buffer.concat([
        b.subarray(0, frame(b, 2).at),
        part(b, 5, 5),
        part(b, 3, 4),
        part(b, 2, 2),
        b.subarray(frame(b, 6).at),
      ]),
  ],
  [
    'a frame twice',
    (b) => Buffer.concat([b.subarray(0, frame(b, 3).at), b.subarray(frame(b, 2).at)]),
  ],
  ['something behind the end', (b) => Buffer.concat([b, Buffer.from('more')])],
  ['a whole frame behind the end', (b) => Buffer.concat([b, part(b, 2, 2)])],
  ['zeros', (b) => Buffer.alloc(b.byteLength)],
  ['an empty file', () => Buffer.alloc(0)],
];
