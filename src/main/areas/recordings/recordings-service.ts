import { AppError } from '../../../shared/app-error.ts';
import { recordingTimelineSchema } from '../../../shared/contract/recordings/schemas.ts';
import type {
  Recording,
  RecordingEvent,
  RecordingTimeline,
} from '../../../shared/domain/recordings/recording.ts';
import { decodeEntries } from '../../../shared/recording/entries.ts';
import type { ProgressRow } from '../../storage/recording-rows.ts';
import { finishRecording, type FinishInput } from './finish-recording.ts';
import { createKeyedQueue } from '../../../shared/node/keyed-queue.ts';
import { type AppendResult, openForWriting, type OpenRecording } from './open-recording.ts';
import { type LocalAudio, readLocalAudio, readLocalTimeline } from './read-recording.ts';
import type { RecordingsDeps } from './recordings-deps.ts';
import {
  type UnlessWriting,
  closeLeftover,
  closeLeftovers,
  sweepRecordings,
} from './sweep-recordings.ts';

/** Recordings of this desk, from the first chunk to the closed, hashed file that waits for its upload. */
export interface RecordingsService {
  /** Before anything else: makes the folder and the sweep. */
  start(): Promise<void>;
  /**
   * Closes what could not be closed before (a full disk), and what no phone page goes on with: its call is over and no
   * chunk came for 15 s. One in which nothing was recorded keeps why. A late chunk opens it again. Call it every quarter of a minute or so.
   */
  closeLeftovers(): Promise<void>;
  /**
   * Opens the recording of an answered call: file, key and row are on stable storage when it resolves; repeating it is
   * harmless. Throws `recording.diskFull`, `recording.writeFailed`, `recording.keyUnavailable`.
   */
  begin(input: {
    readonly recordingId: string;
    readonly callId: string;
    readonly startedAt: number;
  }): Promise<void>;
  /**
   * Stores chunk `seq`; it is in the file and synced when the answer is `stored`, at once for one that is there already.
   * After a restart of the host the recording goes on in a new segment. Throws `recording.notFound` (never begun, or
   * finished), `input.invalid` (no recording entries), `recording.diskFull`, `recording.writeFailed`.
   */
  appendChunk(recordingId: string, seq: number, chunk: Uint8Array): Promise<AppendResult>;
  /**
   * All chunks are here: closes the file, hashes it and queues the upload in the same transaction as its row. Repeating
   * it is harmless. Throws `recording.notFound`, `input.invalid` when chunks are missing.
   */
  finish(input: FinishInput): Promise<void>;
  /** Keeps an event of a recording for ever and tells the hub. */
  report(event: RecordingEvent): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<readonly Recording[]>;
  /** Levels and marks; `null` when there is no whole local copy. Throws `recording.damaged`, `recording.keyUnavailable`. */
  timeline(recordingId: string): Promise<RecordingTimeline | null>;
  /** The sound as Ogg Opus; `null` when there is no whole local copy: ask the hub. Works while it is being written. */
  openAudio(recordingId: string): Promise<LocalAudio | null>;
  /** Ends running segments; the recordings can go on after the next start. */
  close(): Promise<void>;
}

/** A recording that takes chunks. */
interface Writing {
  readonly opened: OpenRecording;
  readonly callId: string;
  /** Monotonic milliseconds of the last sign of the phone page. */
  touchedAt: number;
}

/** A page that lost its host tries again every few seconds; this long without a try, nobody is there. */
const silentMs = 15_000;

const decoder = new TextDecoder();

export function createRecordingsService(deps: RecordingsDeps): RecordingsService {
  const { queries, clock, newId } = deps;
  const open = new Map<string, Writing>();
  const inTurn = createKeyedQueue();
  const startedAt = clock.monotonicMs();
  const isOver = (callId: string) =>
    !deps.isCallRunning(callId) && clock.monotonicMs() - startedAt >= silentMs;

  const keepOpen = (recordingId: string, callId: string, opened: OpenRecording) =>
    open.set(recordingId, { opened, callId, touchedAt: clock.monotonicMs() });
  const unlessWriting: UnlessWriting = (recordingId, task) =>
    inTurn(recordingId, async () => {
      if (!open.has(recordingId)) await task();
    });

  /** The recording as it takes chunks, reopened with a new segment when this host has not opened it. */
  const reopen = async (recordingId: string): Promise<OpenRecording> => {
    const known = open.get(recordingId);
    if (known) {
      known.touchedAt = clock.monotonicMs();
      return known.opened;
    }
    const progress = await queries.getProgress(recordingId);
    if (!progress || progress.isFinished) throw new AppError('recording.notFound');
    const last = (await queries.segmentsOf(recordingId)).at(-1)?.segment ?? -1;
    const opened = await openForWriting(deps, progress, last + 1);
    keepOpen(recordingId, progress.callId, opened);
    return opened;
  };

  const begin = async (progress: ProgressRow) => {
    const { recordingId, callId } = progress;
    if (open.has(recordingId)) return;
    if (await queries.getProgress(recordingId)) return;
    // The row first: if the file cannot be made now, the first chunk tries again.
    await queries.beginRecording(progress);
    keepOpen(recordingId, callId, await openForWriting(deps, progress, 0));
    deps.onChanged(recordingId);
  };

  const finish = async (input: FinishInput) => {
    await finishRecording(deps, input, open.get(input.recordingId)?.opened ?? null);
    open.delete(input.recordingId);
    deps.onChanged(input.recordingId);
  };

  const closeIfLeft = async (recordingId: string) => {
    const writing = open.get(recordingId);
    if (!writing || deps.isCallRunning(writing.callId)) return;
    if (clock.monotonicMs() - writing.touchedAt < silentMs) return;
    await writing.opened.close();
    // One that cannot be closed now stays open: its place in the row of chunks is known only here.
    if (await closeLeftover(deps, recordingId, isOver)) open.delete(recordingId);
  };

  return {
    start: () => sweepRecordings(deps, unlessWriting),
    closeLeftovers: async () => {
      for (const recordingId of [...open.keys()]) {
        await inTurn(recordingId, () => closeIfLeft(recordingId)).catch((error: unknown) => {
          deps.logger.error('recording.sweepFailed', { recordingId, error: String(error) });
        });
      }
      await closeLeftovers(deps, unlessWriting, isOver);
    },
    begin: ({ recordingId, callId, startedAt }) => {
      const agentWorkNo = deps.agentWorkNo();
      const fresh = { recordingId, callId, startedAt, agentWorkNo, nextSeq: 0, isFinished: false };
      return inTurn(recordingId, () => begin(fresh));
    },
    appendChunk: async (recordingId, seq, chunk) => {
      checkEntries(chunk);
      return inTurn(recordingId, async () => (await reopen(recordingId)).append(seq, chunk));
    },
    finish: (input) => inTurn(input.recordingId, () => finish(input)),
    report: async (event) => {
      const commands = { rowCommandId: newId(), eventCommandId: newId() };
      await queries.addRecordingEvent(event, { ...commands, at: clock.now() });
      const { recordingId, kind, code } = event;
      deps.logger[code ? 'warn' : 'info']('recording.event', { recordingId, kind, code });
      deps.onChanged(recordingId);
    },
    list: (limit) => queries.listRecordings(limit),
    timeline: (recordingId) => readLocalTimeline(deps, recordingId),
    openAudio: (recordingId) => readLocalAudio(deps, recordingId),
    close: async () => {
      const closing = [...open].map(([recordingId, { opened }]) => {
        return inTurn(recordingId, () => opened.close());
      });
      await Promise.all(closing);
      open.clear();
    },
  };
}

/** A chunk must be readable before it is locked into the file. */
function checkEntries(chunk: Uint8Array): void {
  try {
    const entries = decodeEntries(chunk, (bytes) => decoder.decode(bytes));
    const marks = entries.flatMap((entry) => (entry.kind === 'mark' ? [entry.mark] : []));
    recordingTimelineSchema.shape.marks.parse(marks);
  } catch (cause) {
    throw new AppError('input.invalid', { cause, detail: 'chunk is no list of entries' });
  }
}
