import { createOggOpusWriter } from '../../src/shared/ogg/ogg-opus-writer.ts';
import { encodeEntries, type RecordingEntry } from '../../src/shared/recording/entries.ts';

const encoder = new TextEncoder();
const preSkip = 312;

/** A stream of valid chunks of 200 ms each, made of Opus packets of silence; no encoder needed. */
export function createSampleChunks(): { next(): Uint8Array; end(): Uint8Array } {
  const ogg = createOggOpusWriter({ channels: 2, preSkip, serial: 7, packetsPerPage: 5 });
  let entries: RecordingEntry[] = [{ kind: 'audio', bytes: ogg.header() }];
  let packets = 0;
  const take = () => {
    const chunk = encodeEntries(entries, (text) => encoder.encode(text));
    entries = [];
    return chunk;
  };
  return {
    next: () => {
      for (let pages = 0; pages < 2;) {
        // TOC 0xfc: CELT fullband, 20 ms, stereo, one frame (RFC 6716 §3.1); no payload = silence.
        const page = ogg.addPacket(Uint8Array.of(0xfc, packets % 251), 960);
        packets += 1;
        if (!page) continue;
        pages += 1;
        entries.push({ kind: 'audio', bytes: page });
        entries.push({ kind: 'levels', peaks: Uint8Array.of(packets % 100, 50) });
      }
      return take();
    },
    end: () => {
      entries.push({ kind: 'audio', bytes: ogg.end(packets * 960 - preSkip) });
      entries.push({ kind: 'mark', mark: { kind: 'hold', fromMs: 100, toMs: 200 } });
      return take();
    },
  };
}
