import { AppError } from './app-error.ts';

/**
 * How a file that is made while it is sent goes over the line: frames of a kind (1 byte), a length (4 bytes, big-endian) and so many bytes.
 * Only the last frame makes it whole; a line that is cut leaves nothing that could be taken for a file.
 */
export const frameKinds = { bytes: 1, progress: 2, end: 3, failure: 4 } as const;
export type FrameKind = keyof typeof frameKinds;

export interface Frame {
  readonly kind: FrameKind;
  readonly payload: Uint8Array<ArrayBuffer>;
}

const headLength = 5;
/** Longest frame that is read; ours have 64 KiB at most. */
const longest = 1024 * 1024;

export function encodeFrame(kind: FrameKind, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(headLength + payload.byteLength);
  const view = new DataView(frame.buffer);
  view.setUint8(0, frameKinds[kind]);
  view.setUint32(1, payload.byteLength);
  frame.set(payload, headLength);
  return frame;
}

/** Reads frames out of pieces of any size. Throws `export.cut` for what is no frame. */
export function createFrameReader(): (piece: Uint8Array) => Frame[] {
  let kept = new Uint8Array(0);
  return (piece) => {
    const bytes = new Uint8Array(kept.byteLength + piece.byteLength);
    bytes.set(kept);
    bytes.set(piece, kept.byteLength);
    const frames: Frame[] = [];
    let at = 0;
    while (bytes.byteLength - at >= headLength) {
      const view = new DataView(bytes.buffer, at);
      const length = view.getUint32(1);
      const kind = kindOf(view.getUint8(0));
      if (kind === null || length > longest)
        throw new AppError('export.cut', { detail: 'not a frame' });
      if (bytes.byteLength - at < headLength + length) break;
      frames.push({ kind, payload: bytes.slice(at + headLength, at + headLength + length) });
      at += headLength + length;
    }
    kept = bytes.slice(at);
    return frames;
  };
}

function kindOf(code: number): FrameKind | null {
  switch (code) {
    case frameKinds.bytes:
      return 'bytes';
    case frameKinds.progress:
      return 'progress';
    case frameKinds.end:
      return 'end';
    case frameKinds.failure:
      return 'failure';
    default:
      return null;
  }
}
