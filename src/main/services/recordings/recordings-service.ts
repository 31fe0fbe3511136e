import { AppError } from '../../../shared/app-error.ts';
import { recordingTimelineSchema } from '../../../shared/contract/schemas.ts';
import type {
  Recording,
  RecordingEvent,
  RecordingTimeline,
} from '../../../shared/domain/recording.ts';
import { decodeEntries } from '../../../shared/recording/entries.ts';
import type { ProgressRow } from '../../storage/recording-rows.ts';
import { finishRecording, type FinishInput } from './finish-recording.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import { type AppendResult, openRecording, type OpenRecording } from './open-recording.ts';
import { type LocalAudio, readLocalAudio, readLocalTimeline } from './read-recording.ts';
import type { RecordingsDeps } from './recordings-deps.ts';
import { closeLeftovers, sweepRecordings } from './sweep-recordings.ts';

/** Recordings of this desk, from the first chunk to the closed, hashed file that waits for its upload. */
export interface RecordingsService {
  /** Before anything else: makes the folder and the sweep. */
  start(): Promise<void>;
  /** Closes what could not be closed before (a full disk). Call it every minute or so. */
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
  ofCalls(callIds: readonly string[]): Promise<readonly Recording[]>;
  /** Levels and marks; `null` when there is no whole local copy. Throws `recording.damaged`, `recording.keyUnavailable`. */
  timeline(recordingId: string): Promise<RecordingTimeline | null>;
  /** The sound as Ogg Opus; `null` when there is no whole local copy: ask the hub. Works while it is being written. */
  openAudio(recordingId: string): Promise<LocalAudio | null>;
  /** Ends running segments; the recordings can go on after the next start. */
  close(): Promise<void>;
}

const decoder = new TextDecoder();

export function createRecordingsService(deps: RecordingsDeps): RecordingsService {
  const { queries, clock, newId } = deps;
  const open = new Map<string, OpenRecording>();
  const inTurn = createKeyedQueue();

  const running = () => new Set(open.keys());

  /** The recording as it takes chunks, reopened with a new segment when this host has not opened it. */
  const reopen = async (recordingId: string): Promise<OpenRecording> => {
    const known = open.get(recordingId);
    if (known) return known;
    const progress = await queries.getProgress(recordingId);
    if (!progress || progress.isFinished) throw new AppError('recording.notFound');
    const last = (await queries.segmentsOf(recordingId)).at(-1)?.segment ?? -1;
    const opened = await openRecording(deps, progress, last + 1);
    open.set(recordingId, opened);
    return opened;
  };

  const begin = async (progress: ProgressRow) => {
    if (open.has(progress.recordingId)) return;
    if (await queries.getProgress(progress.recordingId)) return;
    // The row first: if the file cannot be made now, the first chunk tries again.
    await queries.beginRecording(progress);
    open.set(progress.recordingId, await openRecording(deps, progress, 0));
    deps.onChanged(progress.recordingId);
  };

  const finish = async (input: FinishInput) => {
    await finishRecording(deps, input, open.get(input.recordingId) ?? null);
    open.delete(input.recordingId);
    deps.onChanged(input.recordingId);
  };

  return {
    start: () => sweepRecordings(deps, running()),
    closeLeftovers: () => closeLeftovers(deps, running()),
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
    ofCalls: (callIds) => queries.recordingsOfCalls(callIds),
    timeline: (recordingId) => readLocalTimeline(deps, recordingId),
    openAudio: (recordingId) => readLocalAudio(deps, recordingId),
    close: async () => {
      const closing = [...open].map(([recordingId, opened]) => {
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
