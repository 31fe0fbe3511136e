import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../auth/signed-in.ts';

/** Resolves for people who take calls. Throws `hub.forbidden` for the others; that is in the audit. */
export async function allowUpload(
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
  signedIn: SignedIn,
): Promise<void> {
  if (signedIn.user.role !== 'admin') return;
  const row = { at: clock.now(), action: 'refused', subjectId: 'uploads' } as const;
  await store.audit.append({ ...row, code: 'hub.forbidden', ...auditFacts(signedIn) });
  throw new AppError('hub.forbidden');
}
