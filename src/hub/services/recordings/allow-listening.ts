import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import { mayListen } from '../../../shared/domain/user.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../auth/signed-in.ts';

/**
 * Resolves when this user may hear the recording. Both answers are in the audit before a byte of sound leaves.
 * Throws `recording.notFound`, `hub.forbidden`.
 */
export async function allowListening(
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
  signedIn: SignedIn,
  recordingId: string,
): Promise<void> {
  const { user } = signedIn;
  const recording = await store.recordings.get(recordingId);
  if (!recording) {
    const row = { at: clock.now(), action: 'refused', subjectId: recordingId } as const;
    await store.audit.append({ ...row, code: 'recording.notFound', ...auditFacts(signedIn) });
    throw new AppError('recording.notFound');
  }
  // Until the desk has said whose it is, nobody but the lead may claim it.
  const isAllowed =
    recording.agentWorkNo === null ? user.role === 'lead' : mayListen(user, recording.agentWorkNo);
  await store.audit.append({
    at: clock.now(),
    action: isAllowed ? 'listened' : 'refused',
    ...auditFacts(signedIn),
    subjectId: recordingId,
    code: isAllowed ? null : 'hub.forbidden',
  });
  if (!isAllowed) throw new AppError('hub.forbidden');
}
