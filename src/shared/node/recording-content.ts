import type {
  RecordingFlaw,
  RecordingMark,
  RecordingTimeline,
} from '../domain/recordings/recording.ts';
import { scanOgg, granuleToMs } from '../ogg/ogg-scanner.ts';
import { parseOpusHead } from '../ogg/opus-head.ts';
import { decodeEntries, levelStepMs, type RecordingEntry } from '../recording/entries.ts';
import { joinedGaps } from '../recording/joined-gaps.ts';
import { readSegment, type SegmentFile } from './segment-reader.ts';

/** A segment of a recording with its key at hand. */
export interface OpenedSegment {
  readonly file: SegmentFile;
  readonly key: Uint8Array;
  /** Still being written: it has no close frame yet, and that is no flaw. */
  readonly isWriting?: boolean;
}

/** What is in a recording, from one pass over all its segments. */
export interface RecordingContent {
  /** Bytes of the decrypted Ogg stream; what `readRecordingAudio` gives in all. */
  readonly audioByteLength: number;
  readonly durationMs: number;
  /** Where something is missing it has a `gap` mark, and `flaws` names what is wrong. */
  readonly timeline: RecordingTimeline;
  /** Number after the last readable chunk. */
  readonly nextSeq: number;
  /** Chunks that are missing or unreadable before `nextSeq`. */
  readonly missingChunks: number;
}

const decoder = new TextDecoder();

/** Reads levels, marks and lengths. Places that are not what was written are left out, marked and named. */
export async function readRecordingContent(
  segments: readonly OpenedSegment[],
): Promise<RecordingContent> {
  const levels: number[][] = [[], []];
  const marks: RecordingMark[] = [];
  const flaws = new Set<RecordingFlaw>();
  let audioByteLength = 0;
  let durationMs = 0;
  let preSkip: number | null = null;
  let chunkCount = 0;
  let nextSeq = 0;
  /** Where the sound stopped that has not gone on yet. */
  let gapFrom: number | null = null;
  for await (const item of recordingItems(segments)) {
    if (item.kind === 'flaw') {
      flaws.add(item.flaw);
      gapFrom ??= durationMs;
      continue;
    }
    chunkCount += 1;
    nextSeq = item.seq + 1;
    const endsAt = chunkEnd(item.entries, preSkip);
    preSkip ??= endsAt.preSkip;
    const until = endsAt.ms ?? durationMs;
    if (gapFrom !== null) {
      const toMs = Math.max(gapFrom, until - levelCount(item.entries) * levelStepMs);
      marks.push(gap(gapFrom, toMs));
      // What comes after the gap stands at its own time, not at that of what is missing.
      const steps = Math.round(toMs / levelStepMs);
      for (const lane of levels) while (lane.length < steps) lane.push(0);
      gapFrom = null;
    }
    durationMs = until;
    for (const entry of item.entries) {
      if (entry.kind === 'mark') marks.push(entry.mark);
      if (entry.kind === 'levels') entry.peaks.forEach((peak, at) => levels[at % 2]?.push(peak));
      if (entry.kind === 'audio') audioByteLength += entry.bytes.byteLength;
    }
  }
  if (gapFrom !== null) marks.push(gap(gapFrom, gapFrom));
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
      marks: joinedGaps(marks.toSorted((a, b) => a.fromMs - b.fromMs)),
      ...(flaws.size === 0 ? {} : { flaws: [...flaws] }),
    },
    nextSeq,
    missingChunks: nextSeq - chunkCount,
  };
}

/** The time line of a recording of which a part is known to be missing; `untilMs` = how long it should be, if known. */
export function withMissingPart(
  timeline: RecordingTimeline,
  untilMs: number | null,
): RecordingTimeline {
  const { durationMs, marks, flaws = [] } = timeline;
  if (flaws.includes('missing')) return timeline;
  const rest = gap(durationMs, Math.max(durationMs, untilMs ?? 0));
  return { ...timeline, marks: [...marks, rest], flaws: [...flaws, 'missing'] };
}

/** The time line of a recording of which some files were left out; `untilMs` = how long it should be, if its end is among them. */
export function withDamagedPart(
  timeline: RecordingTimeline,
  untilMs: number | null,
): RecordingTimeline {
  const { durationMs, marks, flaws = [] } = timeline;
  const rest = untilMs === null ? [] : [gap(durationMs, Math.max(durationMs, untilMs))];
  return {
    ...timeline,
    marks: [...marks, ...rest],
    flaws: [...new Set([...flaws, 'damaged' as const])],
  };
}

const gap = (fromMs: number, toMs: number): RecordingMark => ({
  kind: 'gap',
  fromMs: Math.round(fromMs),
  toMs: Math.round(toMs),
});

/** The time at which the sound of a chunk ends; `ms` is `null` when it holds no sound with a time. */
function chunkEnd(entries: readonly RecordingEntry[], knownPreSkip: number | null) {
  let preSkip = knownPreSkip;
  let ms: number | null = null;
  for (const entry of entries) {
    if (entry.kind !== 'audio') continue;
    const { pages } = scanOgg(entry.bytes);
    preSkip ??= preSkipOf(pages[0]?.bytes);
    const granule = pages.findLast((page) => page.granule > 0)?.granule;
    if (granule !== undefined) ms = granuleToMs(granule, preSkip ?? 0);
  }
  return { ms, preSkip };
}

function levelCount(entries: readonly RecordingEntry[]): number {
  const bytes = entries.map((entry) => (entry.kind === 'levels' ? entry.peaks.byteLength : 0));
  return Math.floor(bytes.reduce((sum, length) => sum + length, 0) / 2);
}

/** What one file holds, whatever stands in the other segments. */
export async function readSegmentContent(segment: OpenedSegment): Promise<{
  readonly firstSeq: number;
  readonly nextSeq: number;
  readonly flaws: readonly RecordingFlaw[];
  /** Some frame of it is authentic. */
  readonly isReadable: boolean;
  /** Where its sound ends, on the time line of the recording; 0 without sound. */
  readonly durationMs: number;
}> {
  const { firstSeq } = segment.file.header;
  const flaws = new Set<RecordingFlaw>();
  let nextSeq = firstSeq;
  let frames = -1;
  let end: ReturnType<typeof chunkEnd> = { ms: null, preSkip: null };
  for await (const item of segmentItems(segment)) {
    if (item.kind === 'flaw') flaws.add(item.flaw);
    else frames += 1;
    if (item.kind === 'flaw') continue;
    const from = item.kind === 'chunk' ? item.seq : item.nextSeq;
    if (from > nextSeq) flaws.add('missing');
    nextSeq = Math.max(nextSeq, item.kind === 'chunk' ? from + 1 : from);
    if (item.kind !== 'chunk') continue;
    const next = chunkEnd(decoded(item.chunk), end.preSkip);
    end = { ms: next.ms ?? end.ms, preSkip: next.preSkip };
  }
  const durationMs = Math.round(end.ms ?? 0);
  return { firstSeq, nextSeq, flaws: [...flaws], isReadable: frames > 0, durationMs };
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
  for await (const item of recordingItems(segments)) {
    if (item.kind === 'flaw') continue;
    for (const entry of item.entries) {
      if (entry.kind !== 'audio') continue;
      const from = Math.max(0, range.start - offset);
      const to = Math.min(entry.bytes.byteLength, range.end - offset);
      if (from < to) yield entry.bytes.subarray(from, to);
      offset += entry.bytes.byteLength;
      if (offset >= range.end) return;
    }
  }
}

type ContentItem =
  | { readonly kind: 'chunk'; readonly seq: number; readonly entries: readonly RecordingEntry[] }
  | { readonly kind: 'flaw'; readonly flaw: RecordingFlaw };

/**
 * All chunks of a recording in order, each once (a chunk may stand in two segments after a failed sync), and between them
 * what is wrong there.
 */
async function* recordingItems(
  segments: readonly OpenedSegment[],
): AsyncGenerator<ContentItem, void, undefined> {
  const ordered = segments.toSorted((a, b) => a.file.header.segment - b.file.header.segment);
  let nextSeq = 0;
  for (const segment of ordered) {
    for await (const item of segmentItems(segment)) {
      const from = item.kind === 'end' ? item.nextSeq : item.kind === 'chunk' ? item.seq : nextSeq;
      if (from > nextSeq) yield { kind: 'flaw', flaw: 'missing' };
      nextSeq = Math.max(nextSeq, from);
      if (item.kind === 'flaw') yield item;
      if (item.kind !== 'chunk' || item.seq < nextSeq) continue;
      nextSeq = item.seq + 1;
      yield { kind: 'chunk', seq: item.seq, entries: decoded(item.chunk) };
    }
  }
}

type SegmentPart =
  | { readonly kind: 'chunk'; readonly seq: number; readonly chunk: Uint8Array }
  | { readonly kind: 'flaw'; readonly flaw: RecordingFlaw }
  /** Chunks before this number were written, says the header or the close frame. */
  | { readonly kind: 'end'; readonly nextSeq: number };

/** What one file holds. Frames stand in it once and in order: any other order was not written so. */
async function* segmentItems(segment: OpenedSegment): AsyncGenerator<SegmentPart, void, undefined> {
  const { file, key, isWriting } = segment;
  let nextSeq = file.header.firstSeq;
  let isClosed = false;
  yield { kind: 'end', nextSeq };
  for await (const item of readSegment(file, key)) {
    const isOutOfPlace = isClosed || (item.kind === 'chunk' && item.seq < nextSeq);
    if (isOutOfPlace || item.kind === 'damaged') yield { kind: 'flaw', flaw: 'damaged' };
    if (item.kind === 'chunk') {
      yield item;
      nextSeq = Math.max(nextSeq, item.seq + 1);
    }
    if (item.kind !== 'close') continue;
    isClosed = true;
    yield { kind: 'end', nextSeq: item.close.nextSeq };
  }
  if (!isClosed && isWriting !== true) yield { kind: 'flaw', flaw: 'cut' };
}

function decoded(chunk: Uint8Array): readonly RecordingEntry[] {
  return decodeEntries(chunk, (bytes) => decoder.decode(bytes));
}

/** The header page holds one packet after its 27 + 1 bytes. */
function preSkipOf(headerPage: Uint8Array | undefined): number | null {
  return headerPage ? (parseOpusHead(headerPage.subarray(28))?.preSkip ?? null) : null;
}
