import { AppError } from '../../shared/app-error.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import { recordingTimelineSchema } from '../../shared/contract/recordings/schemas.ts';
import type { RecordingId } from '../../shared/domain/ids.ts';
import type { RecordingTimeline } from '../../shared/domain/recordings/recording.ts';
import { isErrorCode } from '../../shared/error-codes.ts';

/** Levels and marks of a recording, from the host. Throws the code of the answer, or `ipc.disconnected` without one. */
export async function loadTimeline(recordingId: RecordingId): Promise<RecordingTimeline> {
  const response = await fetch(paths.timeline(recordingId)).catch((cause: unknown) => {
    throw new AppError('ipc.disconnected', { cause });
  });
  if (response.ok) return recordingTimelineSchema.parse(await response.json());
  const refusal: unknown = await response.json().catch(() => null);
  const isObject = typeof refusal === 'object' && refusal !== null;
  const code = isObject && 'code' in refusal ? refusal.code : null;
  throw new AppError(isErrorCode(code) ? code : 'recording.notFound');
}
