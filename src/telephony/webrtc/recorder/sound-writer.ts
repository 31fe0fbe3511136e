import { createOggOpusWriter, type OggOpusWriter } from '../../../shared/ogg/ogg-opus-writer.ts';
import type { RecordingMark } from '../../../shared/domain/recordings/recording.ts';
import type { RecordingEntry } from '../../../shared/recording/entries.ts';
import type { ChunkQueue } from './chunk-queue.ts';
import { type OpusEncoder, type OpusEncoderOptions, packetSamples } from './opus-encoder.ts';

export interface SoundWriterOptions {
  /** Random 32 bits. */
  readonly serial: number;
  readonly createEncoder: (options: OpusEncoderOptions) => OpusEncoder;
  readonly queue: ChunkQueue;
  readonly encodeChunk: (entries: readonly RecordingEntry[]) => Uint8Array;
  /** Marks that are finished since it was last asked. */
  readonly takeMarks: () => readonly RecordingMark[];
  /** The encoder has failed: no more sound will be written. */
  readonly onBroken: () => void;
}

/** Samples in, chunks of Ogg Opus out. */
export interface SoundWriter {
  write(agent: Float32Array<ArrayBuffer>, citizen: Float32Array<ArrayBuffer>): void;
  /** The encoder has enough to do for now: after a PC has slept there are hours to write, which memory would not hold at once. */
  isBusy(): boolean;
  /** One pair of peaks (0–100) for the 100 ms written last. */
  addPeaks(agent: number, citizen: number): void;
  /** Frames written so far. */
  frames(): number;
  /** Ends the stream after exactly the frames written; the last chunk is pushed when it resolves. */
  finish(): Promise<void>;
}

/** Pages of 100 ms, two of them in a chunk: what a kill can take stays under half a second. */
const packetsPerPage = 5;
const pagesPerChunk = 2;
/** Stretches of 200 ms at most. */
const mostWaiting = 50;

export function createSoundWriter(options: SoundWriterOptions): SoundWriter {
  let entries: RecordingEntry[] = [];
  let pageCount = 0;
  let ogg: OggOpusWriter | null = null;
  let preSkip = 0;
  let frames = 0;
  let packetCount = 0;
  /** Packets still wanted: Chromium's flush gives one more than there is sound for. */
  let packetsLeft = Infinity;
  let isBroken = false;

  const fail = () => {
    if (!isBroken) options.onBroken();
    isBroken = true;
  };

  const pushChunk = () => {
    const marks = options.takeMarks().map((mark) => ({ kind: 'mark', mark }) as const);
    const chunk = options.encodeChunk([...entries, ...marks]);
    if (chunk.byteLength > 0) options.queue.push(chunk);
    entries = [];
    pageCount = 0;
  };

  const addPacket = (packet: Uint8Array, encoderPreSkip: number) => {
    if (!ogg) {
      preSkip = encoderPreSkip;
      const { serial } = options;
      ogg = createOggOpusWriter({ channels: 2, preSkip, serial, packetsPerPage });
      entries.push({ kind: 'audio', bytes: ogg.header() });
    }
    if (packetsLeft <= 0) return;
    packetsLeft -= 1;
    packetCount += 1;
    const page = ogg.addPacket(packet, packetSamples);
    if (!page) return;
    entries.push({ kind: 'audio', bytes: page });
    pageCount += 1;
    // The first page goes at once: it is the proof of life.
    if (pageCount >= pagesPerChunk || options.queue.count() === 0) pushChunk();
  };

  const encoder = options.createEncoder({ onPacket: addPacket, onError: fail });
  const encode = (agent: Float32Array<ArrayBuffer>, citizen: Float32Array<ArrayBuffer>) => {
    if (isBroken || agent.length === 0) return;
    try {
      encoder.encode(agent, citizen);
    } catch {
      fail();
    }
  };

  return {
    write: (agent, citizen) => {
      encode(agent, citizen);
      frames += agent.length;
    },
    isBusy: () => !isBroken && encoder.waiting() >= mostWaiting,
    addPeaks: (agent, citizen) =>
      void entries.push({ kind: 'levels', peaks: Uint8Array.of(agent, citizen) }),
    frames: () => frames,
    finish: async () => {
      // The decoder drops the pre-skip at the start, so as much must follow the last frame; the granule trims the rest.
      const padded = Math.ceil((frames + preSkip) / packetSamples) * packetSamples;
      packetsLeft = padded / packetSamples - packetCount;
      encode(new Float32Array(padded - frames), new Float32Array(padded - frames));
      await encoder.flush().catch(fail);
      if (ogg) entries.push({ kind: 'audio', bytes: ogg.end(frames) });
      pushChunk();
      encoder.close();
    },
  };
}
