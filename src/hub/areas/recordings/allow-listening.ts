import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { QuietAudit } from '../audit/quiet-audit.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import { mayHear } from './may-hear.ts';

/**
 * Resolves when this user may hear the recording; that is in the audit before a byte of sound leaves. Throws
 * `recording.notFound`, `hub.forbidden`; so it does too when that cannot be written down.
 */
export async function allowListening(
  {
    store,
    clock,
    quietly,
  }: { readonly store: HubStore; readonly clock: Clock; readonly quietly: QuietAudit },
  signedIn: SignedIn,
  recordingId: string,
): Promise<void> {
  const { user } = signedIn;
  const row = { at: clock.now(), subjectId: recordingId, ...auditFacts(signedIn) };
  const refuse = async (code: ErrorCode): Promise<never> => {
    const refusal = { action: 'refused', code } as const;
    await quietly(refusal, () => store.audit.appendOrCount({ ...row, ...refusal }));
    throw new AppError(code);
  };
  const recording = await store.recordings.get(recordingId);
  if (!recording) return refuse('recording.notFound');
  if (!(await mayHear(store, user, recording))) return refuse('hub.forbidden');
  await store.audit.appendOrCountEach({ ...row, action: 'listened', code: null });
}
