import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { QuietAudit } from '../audit/quiet-audit.ts';
import { type SignedIn, auditFacts } from '../session/signed-in.ts';

/** Resolves for people who take calls. Throws `hub.forbidden` for the others; that is in the audit. */
export async function allowUpload(
  {
    store,
    clock,
    quietly,
  }: { readonly store: HubStore; readonly clock: Clock; readonly quietly: QuietAudit },
  signedIn: SignedIn,
): Promise<void> {
  if (signedIn.user.role !== 'admin') return;
  const row = { action: 'refused', subjectId: 'uploads', code: 'hub.forbidden' } as const;
  await quietly(row, () =>
    store.audit.appendOrCount({ at: clock.now(), ...row, ...auditFacts(signedIn) }),
  );
  throw new AppError('hub.forbidden');
}
