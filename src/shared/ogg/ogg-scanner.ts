import { type OggPage, parseOggPage } from './ogg-page.ts';

/** What a scan of possibly damaged bytes found. */
export interface OggScan {
  /** Whole pages with a good CRC, in file order. */
  readonly pages: readonly OggPage[];
  /** Spans that are no page, as byte offsets. */
  readonly damage: readonly { readonly from: number; readonly to: number }[];
  /** End of the last whole page: cutting here gives a valid file. */
  readonly goodLength: number;
}

/**
 * Finds all whole pages: syncs on `OggS`, checks each CRC, skips what is damaged (RFC 3533 §3). It reads forward only,
 * so it ends on any input.
 */
export function scanOgg(bytes: Uint8Array): OggScan {
  const pages: OggPage[] = [];
  const damage: { from: number; to: number }[] = [];
  let offset = 0;
  let goodLength = 0;
  while (offset < bytes.byteLength) {
    const page = parseOggPage(bytes, offset);
    if (page) {
      if (offset > goodLength) damage.push({ from: goodLength, to: offset });
      pages.push(page);
      offset += page.bytes.byteLength;
      goodLength = offset;
      continue;
    }
    const next = bytes.indexOf(0x4f, offset + 1);
    offset = next < 0 ? bytes.byteLength : next;
  }
  if (goodLength < bytes.byteLength) damage.push({ from: goodLength, to: bytes.byteLength });
  return { pages, damage, goodLength };
}

/** Milliseconds of sound up to a granule position (RFC 7845 §4: 48 kHz, pre-skip taken off). */
export function granuleToMs(granule: number, preSkip: number): number {
  return Math.max(0, granule - preSkip) / 48;
}
