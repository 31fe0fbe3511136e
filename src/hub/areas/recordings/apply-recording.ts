import { recordingSchema } from '../../../shared/contract/recordings/schemas.ts';
import { newerFields } from '../../../shared/contract/tolerant.ts';
import type { Recording, RecordingEvent } from '../../../shared/domain/recordings/recording.ts';
import { archiveIdOf } from './archive-id.ts';
import { mayBecome } from './recording-changes.ts';
import { standingOf } from '../calls/standing.ts';
import { foldRecording } from './fold-recording.ts';
import {
  type CommandContext,
  type Outcome,
  accepted,
  mayBringInFor,
  refused,
  refusedAndAudited,
} from '../commands/outcome.ts';

/**
 * Keeps what a desk says of a recording of its own call. Whose it is and of which call never changes, what was received is
 * not made less (`mayBecome`), and how much is stored the hub knows itself. ADR 0149.
 */
export async function applyRecordingRow(
  context: CommandContext,
  recording: Recording,
): Promise<Outcome> {
  const { recordings, calls } = context.repositories;
  const { recordingId, callId, agentWorkNo } = recording;
  if (!(await mayBringInFor(context, agentWorkNo))) return refused('hub.refused');
  if (await isOthers(context, { recordingId, callId }))
    return refusedAndAudited(context, recordingId);
  const { deskId } = context;
  const call = await calls.get(callId);
  const isOthersCall = call?.deskId === deskId && call.call.agentWorkNo !== agentWorkNo;
  const known = await recordings.ofDesk(recordingId, deskId);
  const isMoved =
    known !== null &&
    (known.callId !== callId || (known.agentWorkNo ?? agentWorkNo) !== agentWorkNo);
  if (isOthersCall || isMoved) return refusedAndAudited(context, recordingId);
  const archiveId = await archiveIdOf(recordings, recordingId, deskId);
  const segments = await recordings.segments(archiveId);
  const facts = {
    storedBytes: segments.reduce((sum, segment) => sum + segment.byteLength, 0),
    isFinished: await recordings.isFinished(archiveId),
  };
  if (known?.recording && !mayBecome(known.recording, recording, facts))
    return refusedAndAudited(context, recordingId);
  await name(context, { recordingId, callId });
  // A desk that was rolled back does not say again what its newer program had said.
  const newer = newerFields(recordingSchema, known?.recording ?? {});
  const folded = foldRecording({ ...newer, ...recording, recordingId: archiveId }, segments);
  await recordings.put({
    recordingId: archiveId,
    callId,
    deskId,
    agentWorkNo,
    recording: folded,
    ...(archiveId === recordingId ? {} : { claimedId: recordingId }),
  });
  return accepted;
}

/** Keeps an event of a recording, also of one that never began. */
export async function applyRecordingEvent(
  context: CommandContext,
  event: RecordingEvent,
): Promise<Outcome> {
  const { recordings } = context.repositories;
  const { recordingId, callId } = event;
  const known = await recordings.ofDesk(recordingId, context.deskId);
  const isMoved = known !== null && known.callId !== callId;
  if (isMoved || (await isOthers(context, event))) return refusedAndAudited(context, recordingId);
  await name(context, event);
  const archiveId = await archiveIdOf(recordings, recordingId, context.deskId);
  await recordings.insertEvent({ ...event, recordingId: archiveId });
  return accepted;
}

interface Place {
  readonly recordingId: string;
  readonly callId: string;
}

/** Is the recording or its call another desk's, and nothing of it this one's? */
async function isOthers(
  { repositories, deskId }: CommandContext,
  { recordingId, callId }: Place,
): Promise<boolean> {
  const { claims, recordings } = repositories;
  if (standingOf(await claims.of('call', [callId]), deskId) === 'others') return true;
  if (standingOf(await claims.of('recording', [recordingId]), deskId) !== 'others') return false;
  return (await recordings.ofDesk(recordingId, deskId)) === null;
}

async function name(
  { repositories, deskId, now }: CommandContext,
  { recordingId, callId }: Place,
): Promise<void> {
  const { claims } = repositories;
  await claims.put({ entity: 'call', id: callId, deskId, isFirm: false, at: now });
  await claims.put({ entity: 'recording', id: recordingId, deskId, isFirm: true, at: now });
}
