import { encodeOggPage } from './ogg-page.ts';
import { encodeOpusHead, encodeOpusTags, type OpusHead } from './opus-head.ts';

/** Writes one Ogg Opus stream, page by page. It never looks back, so a stream cut at any page end is valid. */
export interface OggOpusWriter {
  /** The two header pages (RFC 7845 §3). Call it once, first. */
  header(): Uint8Array;
  /** Adds one Opus packet of `samples` 48 kHz samples; gives the page once it holds `packetsPerPage` packets. */
  addPacket(packet: Uint8Array, samples: number): Uint8Array | null;
  /** The last page, marked as end of stream; `totalSamples` of sound without pre-skip trims the padding at the end. */
  end(totalSamples: number): Uint8Array;
}

export interface OggOpusOptions extends OpusHead {
  /** Random, unlike other streams' (RFC 3533 §4). */
  readonly serial: number;
  readonly packetsPerPage: number;
}

/**
 * Short pages limit what damage can take: five packets of 20 ms lose at most 100 ms. One packet is always held back, so
 * that the last page has sound in it.
 */
export function createOggOpusWriter(options: OggOpusOptions): OggOpusWriter {
  let sequence = 0;
  let pagedSamples = 0;
  let waiting: { readonly packet: Uint8Array; readonly samples: number }[] = [];

  const page = (
    packets: readonly Uint8Array[],
    granule: number,
    place: 'first' | 'last' | null,
  ) => {
    const first = place === 'first';
    const last = place === 'last';
    const { serial } = options;
    const bytes = encodeOggPage({ first, last, granule, serial, sequence, packets });
    sequence += 1;
    return bytes;
  };
  const takeWaiting = (): Uint8Array[] => {
    const packets = waiting.map(({ packet }) => packet);
    pagedSamples += waiting.reduce((sum, { samples }) => sum + samples, 0);
    waiting = [];
    return packets;
  };

  return {
    header: () => {
      const head = page([encodeOpusHead(options)], 0, 'first');
      const tags = page([encodeOpusTags('hotline-desk')], 0, null);
      const both = new Uint8Array(head.byteLength + tags.byteLength);
      both.set(head);
      both.set(tags, head.byteLength);
      return both;
    },
    addPacket: (packet, samples) => {
      const isFull = waiting.length >= options.packetsPerPage;
      const packets = isFull ? takeWaiting() : null;
      waiting.push({ packet, samples });
      return packets && page(packets, pagedSamples, null);
    },
    end: (totalSamples) => {
      const packets = takeWaiting();
      return page(packets, Math.min(pagedSamples, options.preSkip + totalSamples), 'last');
    },
  };
}
