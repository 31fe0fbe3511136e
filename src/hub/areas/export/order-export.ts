import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/clock.ts';
import type { AuditAction } from '../../../shared/contract/audit/schemas.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import { factsText, orderFacts } from './describe-order.ts';
import type { ExportOrder, PendingExports } from './pending-exports.ts';

export interface OrderDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly exports: PendingExports;
}

/** Notes who wants what and why, then keeps the order until it is fetched. What cannot be written down is not given out. */
export async function orderExport(
  { store, clock, exports }: OrderDeps,
  signedIn: SignedIn,
  order: ExportOrder,
): Promise<{ exportId: string }> {
  const exportId = randomUUID();
  const action: AuditAction = 'ticketsExported';
  await store.audit.append({
    at: clock.now(),
    action,
    subjectId: exportId,
    code: null,
    detail: factsText(orderFacts(order)),
    ...auditFacts(signedIn),
  });
  exports.put(signedIn.sessionId, exportId, order);
  return { exportId };
}
