import { parseOpusHead } from '../../../shared/ogg/opus-head.ts';

/** Encodes stereo sound to Opus packets of 20 ms. */
export interface OpusEncoder {
  /** Both arrays have the same length; any length is allowed. */
  encode(left: Float32Array<ArrayBuffer>, right: Float32Array<ArrayBuffer>): void;
  /** How many of these it has not got done. */
  waiting(): number;
  /** Resolves when every whole packet has come out. */
  flush(): Promise<void>;
  close(): void;
}

export interface OpusEncoderOptions {
  /** `preSkip` in 48 kHz samples, the same for all packets. */
  readonly onPacket: (packet: Uint8Array, preSkip: number) => void;
  readonly onError: () => void;
}

/** Samples of one packet. */
export const packetSamples = 960;

const sampleRate = 48_000;
/** libopus at 48 kHz looks 6.5 ms ahead; used only if the encoder does not say. */
const usualPreSkip = 312;

/** WebCodecs Opus registration §4; `application` is not in TypeScript's DOM types yet. */
const opusOptions = { application: 'voip', frameDuration: 20_000 };

/** WebCodecs encoder: 32 kbit/s, voice, 20 ms. */
export function createOpusEncoder({ onPacket, onError }: OpusEncoderOptions): OpusEncoder {
  let preSkip = usualPreSkip;
  let framesIn = 0;
  const encoder = new AudioEncoder({
    output: (chunk, metadata) => {
      preSkip = preSkipOf(metadata?.decoderConfig?.description) ?? preSkip;
      const packet = new Uint8Array(chunk.byteLength);
      chunk.copyTo(packet);
      onPacket(packet, preSkip);
    },
    error: onError,
  });
  encoder.configure({
    codec: 'opus',
    sampleRate,
    numberOfChannels: 2,
    bitrate: 32_000,
    opus: opusOptions,
  });
  return {
    encode: (left, right) => {
      const planes = new Float32Array(left.length * 2);
      planes.set(left);
      planes.set(right, left.length);
      const data = new AudioData({
        format: 'f32-planar',
        sampleRate,
        numberOfFrames: left.length,
        numberOfChannels: 2,
        timestamp: Math.round((framesIn / sampleRate) * 1_000_000),
        data: planes,
      });
      framesIn += left.length;
      encoder.encode(data);
      data.close();
    },
    waiting: () => encoder.encodeQueueSize,
    flush: () => encoder.flush(),
    close: () => {
      if (encoder.state !== 'closed') encoder.close();
    },
  };
}

function preSkipOf(description: AllowSharedBufferSource | undefined): number | null {
  if (!description) return null;
  const bytes = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
  return parseOpusHead(bytes)?.preSkip ?? null;
}
