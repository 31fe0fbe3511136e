import type { RecordingId } from '../../../shared/domain/ids.ts';
import type { RecordingMark } from '../../../shared/domain/recording.ts';
import { createOggOpusWriter, type OggOpusWriter } from '../../../shared/ogg/ogg-opus-writer.ts';
import type { RecordingEntry } from '../../../shared/recording/entries.ts';
import type { ChunkQueue } from './chunk-queue.ts';
import { createLevelMeter, toPercent } from './level-meter.ts';
import { type OpusEncoder, type OpusEncoderOptions, packetSamples } from './opus-encoder.ts';
import type { RecorderEvent } from './recorder-event.ts';
import { createMarkBook } from './mark-book.ts';
import { createSilenceWatch, type SilenceFinding } from './silence-watch.ts';
import { createTimelineKeeper, framesPerMs } from './timeline-keeper.ts';
import type { AudioBlock } from './worklet-messages.ts';

export interface RecordingSessionOptions {
  readonly recordingId: RecordingId;
  /** Moment of the answer on the clock of `nowMs`. */
  readonly startedAtMs: number;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** Random 32 bits. */
  readonly serial: number;
  readonly createEncoder: (options: OpusEncoderOptions) => OpusEncoder;
  readonly queue: ChunkQueue;
  readonly encodeChunk: (entries: readonly RecordingEntry[]) => Uint8Array;
  readonly emit: (event: RecorderEvent) => void;
  /** The encoder has failed: no more sound will be written. */
  readonly onBroken: () => void;
  readonly askEnergy: () => void;
}

/** One recording inside the worker: blocks in, chunks out. */
export interface RecordingSession {
  onBlock(block: NonNullable<AudioBlock>): void;
  /** Ten times a second. */
  onTick(): void;
  onEnergy(energy: number | null): void;
  beginMark(kind: RecordingMark['kind']): void;
  endMark(kind: RecordingMark['kind']): void;
  /** Writes the end of the stream as of `endedAtMs`; the last chunk is pushed when it resolves. */
  finish(endedAtMs: number): Promise<{ readonly durationMs: number }>;
}

/** Pages of 100 ms, two of them in a chunk: what a kill can take stays under half a second. */
const packetsPerPage = 5;
const pagesPerChunk = 2;
const silenceStep = new Float32Array(4800);

export function createRecordingSession(options: RecordingSessionOptions): RecordingSession {
  const { nowMs, startedAtMs } = options;
  const keeper = createTimelineKeeper(startedAtMs);
  const meter = createLevelMeter();
  const watch = createSilenceWatch();
  const marks = createMarkBook();
  let entries: RecordingEntry[] = [];
  let pageCount = 0;
  let ogg: OggOpusWriter | null = null;
  let preSkip = 0;
  /** Packets still wanted: Chromium's flush gives one more than there is sound for. */
  let packetsLeft = Infinity;
  let encodedFrames = 0;
  let packetCount = 0;
  let isFailed = false;
  let ticks = 0;

  const elapsedMs = () => Math.max(0, Math.round(nowMs() - startedAtMs));

  const fail = () => {
    if (!isFailed) options.onBroken();
    isFailed = true;
  };

  const pushChunk = () => {
    const finished = marks.takeFinished().map((mark) => ({ kind: 'mark', mark }) as const);
    const chunk = options.encodeChunk([...entries, ...finished]);
    if (chunk.byteLength > 0) options.queue.push(chunk);
    entries = [];
    pageCount = 0;
  };

  const addAudio = (bytes: Uint8Array) => {
    entries.push({ kind: 'audio', bytes });
    pageCount += 1;
    // The first page goes at once: it is the proof of life.
    if (pageCount >= pagesPerChunk || options.queue.count() === 0) pushChunk();
  };

  const encoder = options.createEncoder({
    onPacket: (packet, encoderPreSkip) => {
      if (!ogg) {
        preSkip = encoderPreSkip;
        ogg = createOggOpusWriter({ channels: 2, preSkip, serial: options.serial, packetsPerPage });
        entries.push({ kind: 'audio', bytes: ogg.header() });
      }
      if (packetsLeft <= 0) return;
      packetsLeft -= 1;
      packetCount += 1;
      const page = ogg.addPacket(packet, packetSamples);
      if (page) addAudio(page);
    },
    onError: fail,
  });

  const encode = (agent: Float32Array<ArrayBuffer>, citizen: Float32Array<ArrayBuffer>) => {
    if (isFailed || agent.length === 0) return;
    try {
      encoder.encode(agent, citizen);
      encodedFrames += agent.length;
    } catch {
      fail();
    }
  };

  const tell = (findings: readonly SilenceFinding[]) => {
    for (const { kind, side } of findings) {
      if (kind === 'silent') {
        marks.begin('silence', elapsedMs());
        options.emit({ kind, side, code: 'recording.silent' });
      } else {
        marks.end('silence', elapsedMs());
        options.emit({ kind, side });
      }
    }
  };

  const measure = (block: NonNullable<AudioBlock> | null, frames: number) => {
    for (const pair of meter.feed(block, frames)) {
      const peaks = Uint8Array.of(toPercent(pair.agent), toPercent(pair.citizen));
      entries.push({ kind: 'levels', peaks });
      options.emit({ kind: 'levels', agent: peaks[0] ?? 0, citizen: peaks[1] ?? 0 });
      const agentExpected = !marks.isOpen('mute') && !marks.isOpen('hold');
      tell(watch.onLevels(nowMs(), pair, agentExpected));
    }
  };

  const writeSilence = (frames: number) => {
    for (let left = frames; left > 0; left -= silenceStep.length) {
      const step = silenceStep.subarray(0, Math.min(left, silenceStep.length));
      measure(null, step.length);
      encode(step, step);
    }
  };

  const writeGap = (frames: number) => {
    if (frames <= 0) return;
    const toMs = Math.round(keeper.frames() / framesPerMs);
    marks.begin('gap', Math.max(0, toMs - Math.round(frames / framesPerMs)));
    writeSilence(frames);
  };

  return {
    onBlock: ({ agent, citizen }) => {
      const wasStart = encodedFrames === 0;
      const { silence, drop } = keeper.onBlock(nowMs(), agent.length);
      if (wasStart) writeSilence(silence);
      else {
        const blockMs = Math.round((agent.length - drop) / framesPerMs);
        if (silence > 0) marks.begin('gap', Math.round(encodedFrames / framesPerMs));
        writeSilence(silence);
        marks.end('gap', Math.max(0, Math.round(keeper.frames() / framesPerMs) - blockMs));
      }
      const block = { agent: agent.subarray(drop), citizen: citizen.subarray(drop) };
      measure(block, block.agent.length);
      encode(block.agent, block.citizen);
    },
    onTick: () => {
      writeGap(keeper.onTick(nowMs()));
      ticks += 1;
      if (watch.wantsEnergy() && ticks % 3 === 0) options.askEnergy();
    },
    onEnergy: (energy) => tell(watch.onEnergy(nowMs(), energy)),
    beginMark: (kind) => marks.begin(kind, elapsedMs()),
    endMark: (kind) => marks.end(kind, elapsedMs()),
    finish: async (endedAtMs) => {
      writeSilence(keeper.onStop(endedAtMs));
      const totalFrames = encodedFrames;
      const durationMs = Math.round(totalFrames / framesPerMs);
      marks.endAll(durationMs);
      // The decoder drops the pre-skip at the start, so as much must follow the last frame; it is trimmed by the granule.
      const padded = Math.ceil((totalFrames + preSkip) / packetSamples) * packetSamples;
      packetsLeft = padded / packetSamples - packetCount;
      encode(new Float32Array(padded - totalFrames), new Float32Array(padded - totalFrames));
      await encoder.flush().catch(fail);
      if (ogg) entries.push({ kind: 'audio', bytes: ogg.end(totalFrames) });
      pushChunk();
      encoder.close();
      return { durationMs };
    },
  };
}
