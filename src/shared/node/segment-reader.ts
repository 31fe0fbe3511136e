import { createSecretKey, type KeyObject } from 'node:crypto';
import { createByteWindow, type ByteWindow } from './byte-window.ts';
import {
  decodeClose,
  decodeSegmentHeader,
  frameMagic,
  headerDigest,
  frameHeaderLength,
  maxHeaderLength,
  openFrame,
  parseFrameHead,
  type SegmentClose,
  type SegmentHeader,
} from './segment-format.ts';
import type { SegmentHandle } from './segment-fs.ts';

/** A segment file whose header has been read. */
export interface SegmentFile {
  readonly handle: SegmentHandle;
  readonly header: SegmentHeader;
  readonly headerLength: number;
  readonly byteLength: number;
  readonly digest: Uint8Array;
}

/** What stands in a segment file, in order. `offset` and `byteLength` are places in the file. */
export type SegmentItem = { readonly offset: number; readonly byteLength: number } & (
  | { readonly kind: 'chunk'; readonly seq: number; readonly chunk: Uint8Array }
  | { readonly kind: 'close'; readonly close: SegmentClose }
  /** Bytes that are not what was written, with good frames after them. */
  | { readonly kind: 'damaged' }
  /** The rest of the file is no whole frame: cut by a crash, or damaged to its end. */
  | { readonly kind: 'cut' }
);

/** Bytes that may be decrypted in vain while looking for the next good frame: bounds the work on a hostile file. */
const searchBudget = 64 * 1024 * 1024;

/** Reads the header. Throws `recording.damaged` when the file does not begin with one. */
export async function openSegmentFile(handle: SegmentHandle): Promise<SegmentFile> {
  const byteLength = await handle.size();
  const start = await handle.read(0, Math.min(byteLength, maxHeaderLength + 12));
  const { header, byteLength: headerLength } = decodeSegmentHeader(start);
  const digest = headerDigest(start.subarray(0, headerLength));
  return { handle, header, headerLength, byteLength, digest };
}

/**
 * Decrypts a segment frame by frame. Never throws for what stands in the file, never hangs: whatever is cut or
 * changed comes out as `cut` or `damaged`. `key` comes from `unwrapKeyForDesk` or `unwrapKeyForHub`.
 */
export async function* readSegment(
  file: SegmentFile,
  key: Uint8Array,
): AsyncGenerator<SegmentItem, void, undefined> {
  const window = createByteWindow(file.handle, file.byteLength);
  // Made once: taking bytes for a key costs four times as much as opening a frame of 200 ms.
  const keys: Keys = { file, key: createSecretKey(key) };
  const budget = { left: searchBudget };
  let offset = file.headerLength;
  while (offset < file.byteLength) {
    const item = await frameAt(window, offset, keys);
    if (item) {
      yield item;
      offset += item.byteLength;
      continue;
    }
    const next = await nextGoodFrame(window, offset + 1, { ...keys, budget });
    const end = next ?? file.byteLength;
    yield { kind: next === null ? 'cut' : 'damaged', offset, byteLength: end - offset };
    offset = end;
  }
}

interface Keys {
  readonly file: SegmentFile;
  readonly key: KeyObject;
}

async function frameAt(
  window: ByteWindow,
  offset: number,
  { file, key }: Keys,
): Promise<SegmentItem | null> {
  const head = parseFrameHead(await window.at(offset, frameHeaderLength));
  if (!head || offset + head.byteLength > file.byteLength) return null;
  const plain = openFrame(key, file.digest, await window.at(offset, head.byteLength));
  if (!plain) return null;
  const place = { offset, byteLength: head.byteLength };
  if (head.kind === 'chunk') return { ...place, kind: 'chunk', seq: head.seq, chunk: plain };
  return { ...place, kind: 'close', close: decodeClose(plain) };
}

async function nextGoodFrame(
  window: ByteWindow,
  from: number,
  { file, key, budget }: Keys & { readonly budget: { left: number } },
): Promise<number | null> {
  for (let at = from; budget.left > 0; at += 1) {
    const found = await window.find(frameMagic, at);
    if (found === null) return null;
    at = found;
    const head = parseFrameHead(await window.at(at, frameHeaderLength));
    if (!head || at + head.byteLength > file.byteLength) continue;
    if (openFrame(key, file.digest, await window.at(at, head.byteLength))) return at;
    budget.left -= head.byteLength;
  }
  return null;
}
