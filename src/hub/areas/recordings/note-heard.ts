import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { mayHear } from './may-hear.ts';

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
  if (!(await mayHear(store, user, recording))) throw new AppError('hub.forbidden');
  const heardMs = Math.min(input.heardMs, lengthMs);
  await store.heard.note(recordingId, {
    workNo: user.workNo,
    heardMs,
    lengthMs,
    lastAt: clock.now(),
  });
}
