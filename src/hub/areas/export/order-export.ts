import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { AuditAction } from '../../../shared/contract/audit/schemas.ts';
import { type Reader, mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import { factsText, folderFacts, knowledgeFacts, orderFacts } from './describe-order.ts';
import type { ExportOrder, PendingExports } from './pending-exports.ts';

export interface OrderDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly exports: PendingExports;
}

/**
 * Notes who wants what and why, then keeps the order until it is fetched. What cannot be written down is not given out.
 * Throws `ticket.notFound`.
 */
export async function orderExport(
  { store, clock, exports }: OrderDeps,
  signedIn: SignedIn,
  order: ExportOrder,
): Promise<{ exportId: string }> {
  const exportId = randomUUID();
  const action: AuditAction = order.kind === 'knowledge' ? 'knowledgeExported' : 'ticketsExported';
  await store.audit.append({
    at: clock.now(),
    action,
    subjectId: exportId,
    code: null,
    detail: factsText(await factsOf(store, signedIn.user, order)),
    ...auditFacts(signedIn),
  });
  exports.put(signedIn.sessionId, exportId, order);
  return { exportId };
}

async function factsOf(store: HubStore, reader: Reader, order: ExportOrder) {
  if (order.kind === 'sheet') return orderFacts(order);
  if (order.kind === 'knowledge') return knowledgeFacts(order);
  const [ticket] = await store.tickets.list([order.ticketId]);
  if (!ticket || !mayReadTicket(reader, ticket)) throw new AppError('ticket.notFound');
  return folderFacts(order, ticket);
}
