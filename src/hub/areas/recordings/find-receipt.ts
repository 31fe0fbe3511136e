import { AppError } from '../../../shared/app-error.ts';
import type { Receipt } from '../../../shared/contract/recordings/schemas.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { standingOf } from '../calls/standing.ts';

/**
 * The receipt of a stored segment, or `null`. Throws `hub.forbidden` for a recording of another desk, unless this desk says
 * that the call is its own: then it may still bring its recording.
 */
export async function findReceipt(
  store: HubStore,
  { deskId, user }: SignedIn,
  { recordingId, segment }: { readonly recordingId: string; readonly segment: number },
): Promise<Receipt | null> {
  const { recordings, claims } = store;
  const mine = await recordings.ofDesk(recordingId, deskId);
  if (mine) return (await recordings.segment(mine.recordingId, segment))?.receipt ?? null;
  const others = await recordings.get(recordingId);
  if (!others) return null;
  if (user.role === 'lead')
    return (await recordings.segment(recordingId, segment))?.receipt ?? null;
  const ofCall = standingOf(await claims.of('call', [others.callId]), deskId);
  const ofRecording = standingOf(await claims.of('recording', [recordingId]), deskId);
  if (ofCall === 'others' || (ofCall === 'free' && ofRecording === 'others'))
    throw new AppError('hub.forbidden');
  return null;
}
