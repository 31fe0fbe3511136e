import type { CallListFilter, CallListItem } from '../../../shared/contract/calls/schemas.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { HubLink } from '../../hub-client/hub-link.ts';

export interface CallList {
  readonly items: CallListItem[];
  readonly total: number;
  readonly fromHub: boolean;
}

/** An agent's own calls from this desk; a lead's view of all desks from the hub. Throws the hub's codes for a lead. */
export async function listCalls(
  deps: {
    readonly store: Pick<StoreApi, 'calls' | 'tickets' | 'recordings'>;
    readonly link: HubLink;
  },
  user: User,
  filter: CallListFilter,
): Promise<CallList> {
  if (user.role !== 'agent') {
    return { ...(await deps.link.call((hub) => hub.calls.list(filter))), fromHub: true };
  }
  const { folds, total } = await deps.store.calls.listCalls(user.workNo, filter);
  const recordings = await deps.store.recordings.recordingsOfCalls(
    folds.map((fold) => fold.record.callId),
  );
  const byCall = new Map(recordings.map((recording) => [recording.callId, recording]));
  const items = folds.map(async ({ record }) => ({
    call: record,
    agentName: user.displayName,
    ticketNos: await ticketNosOf(deps.store.tickets, record.ticketIds),
    recording: byCall.get(record.callId) ?? null,
  }));
  return { items: await Promise.all(items), total, fromHub: false };
}

async function ticketNosOf(
  tickets: Pick<StoreApi['tickets'], 'getTicket'>,
  ids: readonly string[],
): Promise<string[]> {
  const found = await Promise.all(ids.map((ticketId) => tickets.getTicket(ticketId)));
  return found.flatMap((ticket) => (ticket ? [ticket.ticketNo] : []));
}
