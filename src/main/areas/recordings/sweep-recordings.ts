import { join } from 'node:path';
import { AppError } from '../../../shared/app-error.ts';
import {
  type RecordingContent,
  readRecordingContent,
} from '../../../shared/node/recording-content.ts';
import type { SegmentHeader } from '../../../shared/node/segment-format.ts';
import { openSegmentFile } from '../../../shared/node/segment-reader.ts';
import type { ClosedSegment } from '../../storage/recording-queries.ts';
import { closeSegmentFile, isOfNothing, withSound, withoutSound } from './close-segments.ts';
import type { ProgressRow } from '../../storage/recording-rows.ts';
import type { RecordingsDeps } from './recordings-deps.ts';
import { segmentKeyOf, withSegments } from './segment-files.ts';

const fileNamePattern = /^([0-9a-f-]{36})\.(\d{1,5})\.hdseg$/;
/** Folder for what the sweep cannot make sense of. */
const lostFolder = 'lost';

/** Runs a task in the recording's turn: no chunk of it is taken meanwhile. Without effect while it is being written. */
export type UnlessWriting = (recordingId: string, task: () => Promise<void>) => Promise<void>;

/** Is the call over, and nobody there who would go on with its recording? */
export type IsOver = (callId: string) => boolean;

/**
 * Brings files and rows together after a start: files without rows are adopted by their headers, rows without files are
 * marked, leftovers of a crash are closed at their last whole frame. Deletes nothing; what it does not understand is
 * moved to `lost`. Recordings being written are left alone. One bad file does not stop the others.
 */
export async function sweepRecordings(
  deps: RecordingsDeps,
  unlessWriting: UnlessWriting,
): Promise<void> {
  await deps.fs.makeFolder(deps.folder);
  await adoptFiles(deps, unlessWriting);
  for (const recordingId of await deps.queries.unfinishedRecordings('closed')) {
    await orGoOn(deps, { recordingId }, () => missFiles(deps, recordingId));
  }
  // The phone page of a running call has had no time to come back.
  await closeLeftovers(deps, unlessWriting, () => false);
}

/** The last step alone: closes segments that could not be closed before, for example because the disk was full. */
export async function closeLeftovers(
  deps: RecordingsDeps,
  unlessWriting: UnlessWriting,
  isOver: IsOver,
): Promise<void> {
  for (const recordingId of await deps.queries.unfinishedRecordings('writing')) {
    const close = async () => void (await closeLeftover(deps, recordingId, isOver));
    await orGoOn(deps, { recordingId }, () => unlessWriting(recordingId, close));
  }
}

/** What fails is logged and stays for the next sweep; the others have their turn. */
async function orGoOn(
  { logger }: RecordingsDeps,
  what: Readonly<Record<string, string>>,
  task: () => Promise<void>,
): Promise<void> {
  try {
    await task();
  } catch (error) {
    logger.error('recording.sweepFailed', { ...what, error: String(error) });
  }
}

async function adoptFiles(deps: RecordingsDeps, unlessWriting: UnlessWriting): Promise<void> {
  const rows = await deps.queries.allSegmentKeys();
  const known = new Set(rows.map(({ recordingId, segment }) => `${recordingId}.${segment}`));
  for (const name of await deps.fs.list(deps.folder)) {
    if (name === lostFolder) continue;
    const match = fileNamePattern.exec(name);
    const [, recordingId = '', segment] = match ?? [];
    if (known.has(`${recordingId}.${segment}`)) continue;
    const adopt = () => adoptFile(deps, name, { recordingId, segment: Number(segment) });
    await orGoOn(deps, { file: name }, () => unlessWriting(recordingId, adopt));
  }
}

async function adoptFile(
  deps: RecordingsDeps,
  name: string,
  named: { readonly recordingId: string; readonly segment: number },
): Promise<void> {
  const header = named.recordingId === '' ? null : await readableHeader(deps, name);
  const isOwn =
    header && header.recordingId === named.recordingId && header.segment === named.segment;
  if (isOwn) {
    await deps.queries.beginRecording(header);
    await deps.queries.beginSegment(header.recordingId, header.segment);
  } else await setAside(deps, name);
  deps.logger.warn(isOwn ? 'recording.adopted' : 'recording.setAside', { file: name });
}

async function readableHeader(deps: RecordingsDeps, name: string): Promise<SegmentHeader | null> {
  const handle = await deps.fs.openForReading(join(deps.folder, name));
  try {
    const file = await openSegmentFile(handle);
    await segmentKeyOf(deps, file);
    return file.header;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  } finally {
    await handle.close();
  }
}

async function setAside(deps: RecordingsDeps, name: string): Promise<void> {
  const target = join(deps.folder, lostFolder);
  await deps.fs.makeFolder(target);
  const isTaken = await deps.fs.exists(join(target, name));
  const newName = isTaken ? `${name}.${deps.newId()}` : name;
  await deps.fs.move(join(deps.folder, name), join(target, newName));
  await deps.fs.syncFolder(target);
}

/** Files that were closed and are gone. Not yet sent: a loss that must be seen. */
async function missFiles(deps: RecordingsDeps, recordingId: string): Promise<void> {
  const missing: ClosedSegment[] = [];
  for (const row of await deps.queries.segmentsOf(recordingId)) {
    if (row.state !== 'closed') continue;
    const path = join(deps.folder, `${recordingId}.${row.segment}.hdseg`);
    if (await deps.fs.exists(path)) continue;
    const { segment, byteLength, sha256 } = row;
    const error = 'recording.notFound';
    missing.push({ recordingId, segment, state: 'damaged', byteLength, sha256, error });
  }
  const progress = await deps.queries.getProgress(recordingId);
  if (missing.length === 0 || !progress) return;
  const content = await contentOf(deps, recordingId, missing);
  await writeClosed(deps, { progress, content, closed: missing, code: 'recording.notFound' });
}

/**
 * Closes what of one recording is still `writing`, in its turn. `false` when the disk does not allow it now, or when nothing
 * was recorded yet and the call may go on: that a call has no sound is said once it is over.
 */
export async function closeLeftover(
  deps: RecordingsDeps,
  recordingId: string,
  isOver: IsOver,
): Promise<boolean> {
  const rows = await deps.queries.segmentsOf(recordingId);
  const writing = rows.filter(({ state }) => state === 'writing');
  const closed: ClosedSegment[] = [];
  for (const { segment } of writing) {
    const result = await closeSegmentFile(deps, recordingId, segment);
    if (result) closed.push(result);
  }
  const progress = await deps.queries.getProgress(recordingId);
  if (closed.length === 0 || !progress) return closed.length === writing.length;
  const content = await contentOf(deps, recordingId, closed);
  const hasSound = progress.nextSeq > 0 || !isOfNothing(rows, closed, content);
  if (hasSound)
    await writeClosed(deps, { progress, content, closed: withSound(rows, closed), code: null });
  else if (isOver(progress.callId)) {
    const code = 'recording.notStarted';
    await writeClosed(deps, { progress, content, closed: withoutSound(closed), code });
  } else return false;
  return closed.length === writing.length;
}

interface Closing {
  readonly progress: ProgressRow;
  /** `null` = nobody can say. */
  readonly content: RecordingContent | null;
  readonly closed: readonly ClosedSegment[];
  readonly code: 'recording.notFound' | 'recording.notStarted' | null;
}

const kinds = { 'recording.notFound': 'stopped', 'recording.notStarted': 'notStarted' } as const;

async function writeClosed(
  deps: RecordingsDeps,
  { progress, content, closed, code }: Closing,
): Promise<void> {
  const { queries, clock, newId } = deps;
  const at = clock.now();
  const { recordingId, callId, isFinished } = progress;
  const kind = code ? kinds[code] : 'recovered';
  await queries.closeSegments(
    closed,
    {
      recordingId,
      isFinished,
      nextSeq: Math.max(progress.nextSeq, content?.nextSeq ?? 0),
      durationMs: content?.durationMs ?? 0,
    },
    {
      rowCommandId: newId(),
      eventCommandId: newId(),
      at,
      event: { recordingId, callId, at, kind, code },
    },
  );
  deps.logger.warn('recording.swept', { recordingId, kind, segments: closed.length });
  deps.onChanged(recordingId);
}

/** What can be read of the recording now, without the segments just found unreadable. */
export async function contentOf(
  deps: RecordingsDeps,
  recordingId: string,
  closed: readonly ClosedSegment[],
): Promise<RecordingContent | null> {
  const unreadable = new Set(
    closed.filter(({ state }) => state === 'damaged').map(({ segment }) => segment),
  );
  // Their hashes are compared when they are played and sent; here only their length is asked.
  const segments = (await deps.queries.segmentsOf(recordingId))
    .filter(({ state, freedAt, segment }) => {
      return state !== 'damaged' && freedAt === null && !unreadable.has(segment);
    })
    .map(({ segment }) => ({ recordingId, segment, sha256: null, isWriting: false }));
  const read = withSegments(deps, segments, async function* (opened) {
    yield await readRecordingContent(opened);
  });
  try {
    for await (const content of read) return content;
  } catch (error) {
    // An older part that cannot be read does not keep the newer ones from being closed.
    if (!(error instanceof AppError)) throw error;
    deps.logger.error('recording.contentUnreadable', { recordingId, code: error.code });
  }
  return null;
}
