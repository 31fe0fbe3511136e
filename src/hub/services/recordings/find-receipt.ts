import { AppError } from '../../../shared/app-error.ts';
import type { Receipt } from '../../../shared/contract/hub.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SignedIn } from '../auth/signed-in.ts';

/** The receipt of a stored segment, or `null`. Throws `hub.forbidden` for a recording of another desk. */
export async function findReceipt(
  store: HubStore,
  { deskId, user }: SignedIn,
  { recordingId, segment }: { readonly recordingId: string; readonly segment: number },
): Promise<Receipt | null> {
  const recording = await store.recordings.get(recordingId);
  if (!recording) return null;
  if (recording.deskId !== deskId && user.role !== 'lead') throw new AppError('hub.forbidden');
  return (await store.recordings.segment(recordingId, segment))?.receipt ?? null;
}
