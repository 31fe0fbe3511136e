import {
  type CipherKey,
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
} from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../app-error.ts';

/**
 * Segment file, version 1. One recording is one or more segments; each has its own random key and is only appended to.
 *
 * ```
 * file   = magic (8) · headerLength (u32) · header (UTF-8 JSON, `SegmentHeader`) · frame*
 * frame  = 'HDfr' · kind (u8) · length (u32) · seq (u32) · nonce (12) · ciphertext (length) · tag (16)
 * ```
 *
 * Integers are big-endian. Frames are AES-256-GCM with a random nonce; the associated data is the SHA-256 of
 * everything before the first frame (which names recording, call and segment), the kind and the number: a frame
 * cannot be moved to another place, file or call. A `chunk` frame holds one chunk (`shared/recording/entries.ts`)
 * under the chunk's number; the `close` frame holds a `SegmentClose` and ends the file.
 */
const segmentMagic = Buffer.from('HDSEG1\r\n', 'latin1');
export const frameMagic = Buffer.from('HDfr', 'latin1');
export const frameHeaderLength = 25;
export const frameTagLength = 16;
/** Longest chunk that is accepted; a normal one of 200 ms has about 1 kB. */
export const maxChunkLength = 1024 * 1024;
export const maxHeaderLength = 64 * 1024;

const headerSchema = z.strictObject({
  version: z.literal(1),
  recordingId: z.uuid(),
  callId: z.uuid(),
  segment: z.int().min(0),
  /** Number of the first chunk in this file. */
  firstSeq: z.int().min(0),
  agentWorkNo: z.string().max(16),
  /** Epoch ms of the answer: time 0 of the recording, the same in all its segments. */
  startedAt: z.int().min(0),
  /** Segment key under the desk's key, see `segment-key.ts`. */
  deskKey: z.string().max(200),
  /** Segment key under the hub's public key; `null` when no hub was known at that moment. */
  hubKey: z.strictObject({ keyId: z.string().max(64), wrapped: z.string().max(2000) }).nullable(),
});

/** What a segment file says about itself in clear: ids and wrapped keys, never a number or a name of a citizen. */
export type SegmentHeader = z.infer<typeof headerSchema>;

const closeSchema = z.strictObject({
  nextSeq: z.int().min(0),
  /** `finished`: the call ended · `recovered`: closed at the next start after a crash. */
  reason: z.enum(['finished', 'recovered']),
});

/** Content of the close frame: a file without it was cut. */
export type SegmentClose = z.infer<typeof closeSchema>;

export type FrameKind = 'chunk' | 'close';
const kindTags = { chunk: 1, close: 2 } as const;

/** Place of a frame in its file, from its header; not yet authenticated. */
export interface FrameHead {
  readonly kind: FrameKind;
  readonly seq: number;
  readonly cipherLength: number;
  /** Whole frame, with header and tag. */
  readonly byteLength: number;
}

/** Text bound to a wrapped segment key. */
export function segmentKeyContext(recordingId: string, segment: number): string {
  return `hotline-segment-key-v1\n${recordingId}\n${segment}`;
}

/** File name of a segment: ids only. */
export function segmentFileName(recordingId: string, segment: number): string {
  return `${recordingId}.${segment}.hdseg`;
}

/** Magic, length and header as they stand at the start of the file. */
export function encodeSegmentHeader(header: SegmentHeader): Uint8Array {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.byteLength);
  return Buffer.concat([segmentMagic, length, json]);
}

/** Parses the start of a file. Throws `recording.damaged` when it is not a whole, valid header. */
export function decodeSegmentHeader(start: Uint8Array): {
  readonly header: SegmentHeader;
  readonly byteLength: number;
} {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
  const prefix = segmentMagic.byteLength + 4;
  if (bytes.byteLength < prefix || !bytes.subarray(0, 8).equals(segmentMagic)) {
    throw damaged('not a segment file');
  }
  const byteLength = prefix + bytes.readUInt32BE(8);
  if (byteLength > prefix + maxHeaderLength || byteLength > bytes.byteLength) {
    throw damaged('header cut');
  }
  const parsed = headerSchema.safeParse(parseJson(bytes.subarray(prefix, byteLength)));
  if (!parsed.success) throw damaged('header unreadable');
  return { header: parsed.data, byteLength };
}

/** SHA-256 over the encoded header: part of the associated data of each frame. */
export function headerDigest(encodedHeader: Uint8Array): Uint8Array {
  return createHash('sha256').update(encodedHeader).digest();
}

/** Encrypts one frame. */
export function sealFrame(
  key: Uint8Array,
  digest: Uint8Array,
  frame: { readonly kind: FrameKind; readonly seq: number; readonly plain: Uint8Array },
): Uint8Array {
  const head = Buffer.alloc(frameHeaderLength);
  frameMagic.copy(head, 0);
  head.writeUInt8(kindTags[frame.kind], 4);
  head.writeUInt32BE(frame.plain.byteLength, 5);
  head.writeUInt32BE(frame.seq, 9);
  randomBytes(12).copy(head, 13);
  const cipher = createCipheriv('aes-256-gcm', key, head.subarray(13));
  cipher.setAAD(associatedData(digest, head));
  return Buffer.concat([head, cipher.update(frame.plain), cipher.final(), cipher.getAuthTag()]);
}

/** Reads a frame's head at the start of `bytes`; `null` when no plausible frame begins there. */
export function parseFrameHead(bytes: Uint8Array): FrameHead | null {
  if (bytes.byteLength < frameHeaderLength) return null;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, frameHeaderLength);
  if (!head.subarray(0, 4).equals(frameMagic)) return null;
  const tag = head.readUInt8(4);
  const cipherLength = head.readUInt32BE(5);
  if ((tag !== kindTags.chunk && tag !== kindTags.close) || cipherLength > maxChunkLength) {
    return null;
  }
  return {
    kind: tag === kindTags.chunk ? 'chunk' : 'close',
    seq: head.readUInt32BE(9),
    cipherLength,
    byteLength: frameHeaderLength + cipherLength + frameTagLength,
  };
}

/** Decrypts a whole frame; `null` when its authentication fails. */
export function openFrame(
  key: CipherKey,
  digest: Uint8Array,
  frame: Uint8Array,
): Uint8Array | null {
  const head = frame.subarray(0, frameHeaderLength);
  const cipher = createDecipheriv('aes-256-gcm', key, head.subarray(13), {
    authTagLength: frameTagLength,
  });
  cipher.setAAD(associatedData(digest, head));
  cipher.setAuthTag(frame.subarray(frame.byteLength - frameTagLength));
  const body = frame.subarray(frameHeaderLength, frame.byteLength - frameTagLength);
  try {
    const plain = cipher.update(body);
    // GCM gives every byte at once; the end only says whether they are true.
    cipher.final();
    return plain;
  } catch {
    return null;
  }
}

export function encodeClose(close: SegmentClose): Uint8Array {
  return Buffer.from(JSON.stringify(close));
}

/** Throws `recording.damaged`: an authentic close frame that is unreadable is a fault of its writer. */
export function decodeClose(plain: Uint8Array): SegmentClose {
  const parsed = closeSchema.safeParse(parseJson(plain));
  if (!parsed.success) throw damaged('close frame unreadable');
  return parsed.data;
}

function associatedData(digest: Uint8Array, head: Uint8Array): Uint8Array {
  return Buffer.concat([digest, head.subarray(4, 5), head.subarray(9, 13)]);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

function damaged(detail: string): AppError {
  return new AppError('recording.damaged', { detail });
}
