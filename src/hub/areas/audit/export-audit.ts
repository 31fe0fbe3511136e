import type { Clock } from '../../../shared/clock.ts';
import type { AuditExport, AuditLine } from '../../../shared/contract/audit/schemas.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import { listAudit } from './list-audit.ts';

/** More would be no list that anybody reads; a narrower question brings the rest. */
const most = 5000;

/** The newest rows of the audit, to be made a file of. Who took them out, and why, is in the audit before anything is told. */
export async function exportAudit(
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
  signedIn: SignedIn,
  { reason, ...query }: AuditExport,
): Promise<{ lines: AuditLine[]; isCut: boolean }> {
  const row = { action: 'auditExported', subjectId: null, code: null, detail: reason } as const;
  await store.audit.append({ at: clock.now(), ...row, ...auditFacts(signedIn) });
  const { lines, next } = await listAudit(store, { ...query, before: null, limit: most });
  return { lines, isCut: next !== null };
}
