import type { Recording, RecordingEvent } from '../../../shared/domain/recording.ts';
import { foldRecording } from '../recordings/fold-recording.ts';
import { type CommandContext, type Outcome, accepted, mayBringInFor, refused } from './outcome.ts';

/** Keeps what a desk says of a recording. Whose it is never changes; how much is stored the hub knows itself. */
export async function applyRecordingRow(
  context: CommandContext,
  recording: Recording,
): Promise<Outcome> {
  const { recordings } = context.repositories;
  const { recordingId, callId, agentWorkNo } = recording;
  if (!(await mayBringInFor(context, agentWorkNo))) return refused('hub.refused');
  const known = await recordings.get(recordingId);
  const isOthers =
    known !== null &&
    (known.deskId !== context.deskId ||
      known.callId !== callId ||
      (known.agentWorkNo ?? agentWorkNo) !== agentWorkNo);
  if (isOthers) return refused('hub.refused');
  const folded = foldRecording(recording, await recordings.segments(recordingId));
  const { deskId } = context;
  await recordings.put({ recordingId, callId, deskId, agentWorkNo, recording: folded });
  return accepted;
}

/** Keeps an event of a recording, also of one that never began. */
export async function applyRecordingEvent(
  context: CommandContext,
  event: RecordingEvent,
): Promise<Outcome> {
  const { recordings } = context.repositories;
  const known = await recordings.get(event.recordingId);
  if (known !== null && known.deskId !== context.deskId) return refused('hub.refused');
  await recordings.insertEvent(event);
  return accepted;
}
