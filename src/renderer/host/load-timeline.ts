import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import { recordingTimelineSchema } from '../../shared/contract/schemas.ts';
import type { RecordingId } from '../../shared/domain/ids.ts';
import type { RecordingTimeline } from '../../shared/domain/recording.ts';
import { isErrorCode } from '../../shared/error-codes.ts';

const refusalSchema = z.object({ code: z.string() });

/** Levels and marks of a recording, from the host. Throws the code of the answer, or `ipc.disconnected` without one. */
export async function loadTimeline(recordingId: RecordingId): Promise<RecordingTimeline> {
  const response = await fetch(paths.timeline(recordingId)).catch((cause: unknown) => {
    throw new AppError('ipc.disconnected', { cause });
  });
  if (response.ok) return recordingTimelineSchema.parse(await response.json());
  const refusal = refusalSchema.safeParse(await response.json().catch(() => null));
  const code = refusal.success ? refusal.data.code : null;
  throw new AppError(isErrorCode(code) ? code : 'recording.notFound');
}
