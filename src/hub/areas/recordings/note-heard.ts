import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import { mayListen } from '../../../shared/domain/session/user.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';

/**
 * Notes how much of a recording this person has heard, as the player tells it. That she or he has listened at all is in the
 * audit by then, whatever this says (`allow-listening.ts`). Throws `recording.notFound`, `hub.forbidden`.
 */
export async function noteHeard(
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
  { user }: SignedIn,
  input: { readonly recordingId: string; readonly heardMs: number; readonly lengthMs: number },
): Promise<void> {
  const { recordingId, lengthMs } = input;
  const recording = await store.recordings.get(recordingId);
  if (recording === null) throw new AppError('recording.notFound');
  // As for listening: until the desk has said whose it is, it is the lead's alone.
  const isAllowed =
    recording.agentWorkNo === null ? user.role === 'lead' : mayListen(user, recording.agentWorkNo);
  if (!isAllowed) throw new AppError('hub.forbidden');
  const heardMs = Math.min(input.heardMs, lengthMs);
  await store.heard.note(recordingId, {
    workNo: user.workNo,
    heardMs,
    lengthMs,
    lastAt: clock.now(),
  });
}
