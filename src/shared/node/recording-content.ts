import type { RecordingMark, RecordingTimeline } from '../domain/recording.ts';
import { scanOgg, granuleToMs } from '../ogg/ogg-scanner.ts';
import { parseOpusHead } from '../ogg/opus-head.ts';
import { decodeEntries, levelStepMs, type RecordingEntry } from '../recording/entries.ts';
import { readSegment, type SegmentFile } from './segment-reader.ts';

/** A segment of a recording with its key at hand. */
export interface OpenedSegment {
  readonly file: SegmentFile;
  readonly key: Uint8Array;
}

/** What is in a recording, from one pass over all its segments. */
export interface RecordingContent {
  /** Bytes of the decrypted Ogg stream; what `readRecordingAudio` gives in all. */
  readonly audioByteLength: number;
  readonly durationMs: number;
  readonly timeline: RecordingTimeline;
  /** Number after the last readable chunk. */
  readonly nextSeq: number;
  /** Chunks that are missing or unreadable before `nextSeq`. */
  readonly missingChunks: number;
}

const decoder = new TextDecoder();

/** Reads levels, marks and lengths. Damaged places are left out and counted. */
export async function readRecordingContent(
  segments: readonly OpenedSegment[],
): Promise<RecordingContent> {
  const levels: number[][] = [[], []];
  const marks: RecordingMark[] = [];
  let audioByteLength = 0;
  let durationMs = 0;
  let preSkip: number | null = null;
  let chunkCount = 0;
  let nextSeq = 0;
  for await (const { seq, entries } of recordingChunks(segments)) {
    chunkCount += 1;
    nextSeq = seq + 1;
    for (const entry of entries) {
      if (entry.kind === 'mark') marks.push(entry.mark);
      if (entry.kind === 'levels') entry.peaks.forEach((peak, at) => levels[at % 2]?.push(peak));
      if (entry.kind !== 'audio') continue;
      audioByteLength += entry.bytes.byteLength;
      const { pages } = scanOgg(entry.bytes);
      preSkip ??= preSkipOf(pages[0]?.bytes);
      const granule = pages.findLast((page) => page.granule > 0)?.granule;
      if (granule !== undefined) durationMs = granuleToMs(granule, preSkip ?? 0);
    }
  }
  const recordingId = segments[0]?.file.header.recordingId ?? '';
  const [agentPeaks = [], citizenPeaks = []] = levels;
  const rounded = Math.round(durationMs);
  return {
    audioByteLength,
    durationMs: rounded,
    timeline: {
      recordingId,
      durationMs: rounded,
      stepMs: levelStepMs,
      agentPeaks,
      citizenPeaks,
      marks: marks.toSorted((a, b) => a.fromMs - b.fromMs),
    },
    nextSeq,
    missingChunks: nextSeq - chunkCount,
  };
}

/**
 * The Ogg Opus stream of a recording, decrypted piece by piece. `range` is a byte range, `end` exclusive, for HTTP
 * `Range` requests; the bytes before it are decrypted and dropped (about 15 ms for an hour of sound).
 */
export async function* readRecordingAudio(
  segments: readonly OpenedSegment[],
  range: { readonly start: number; readonly end: number } = { start: 0, end: Infinity },
): AsyncGenerator<Uint8Array, void, undefined> {
  let offset = 0;
  for await (const { entries } of recordingChunks(segments)) {
    for (const entry of entries) {
      if (entry.kind !== 'audio') continue;
      const from = Math.max(0, range.start - offset);
      const to = Math.min(entry.bytes.byteLength, range.end - offset);
      if (from < to) yield entry.bytes.subarray(from, to);
      offset += entry.bytes.byteLength;
      if (offset >= range.end) return;
    }
  }
}

interface RecordingChunk {
  readonly seq: number;
  readonly entries: readonly RecordingEntry[];
}

/** All chunks of a recording in order, each once: a chunk may stand in two segments after a failed sync. */
async function* recordingChunks(
  segments: readonly OpenedSegment[],
): AsyncGenerator<RecordingChunk, void, undefined> {
  const ordered = segments.toSorted((a, b) => a.file.header.segment - b.file.header.segment);
  let nextSeq = 0;
  for (const { file, key } of ordered) {
    for await (const item of readSegment(file, key)) {
      if (item.kind !== 'chunk' || item.seq < nextSeq) continue;
      nextSeq = item.seq + 1;
      yield { seq: item.seq, entries: decodeEntries(item.chunk, (bytes) => decoder.decode(bytes)) };
    }
  }
}

/** The header page holds one packet after its 27 + 1 bytes. */
function preSkipOf(headerPage: Uint8Array | undefined): number | null {
  return headerPage ? (parseOpusHead(headerPage.subarray(28))?.preSkip ?? null) : null;
}
