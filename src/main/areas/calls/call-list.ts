import { AppError } from '../../../shared/app-error.ts';
import type { CallListFilter, CallListItem } from '../../../shared/contract/calls/schemas.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
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
    // It would pass over the condition and show every call as one without a result.
    if (filter.owed && deps.link.contract() < 2) throw new AppError('hub.olderThanAct');
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
    ticketNos: await ticketNosOf(deps.store.tickets, user, record.ticketIds),
    recording: byCall.get(record.callId) ?? null,
  }));
  return { items: await Promise.all(items), total, fromHub: false };
}

/**
 * Calls of a ticket, oldest first: those of this desk, and those of all others from the hub. What this desk has itself
 * is newer than what the hub knows of it.
 */
export async function listCallsOfTicket(
  deps: {
    readonly store: Pick<StoreApi, 'calls' | 'tickets' | 'recordings'>;
    readonly link: HubLink;
  },
  user: User,
  ticketId: string,
): Promise<Pick<CallList, 'items' | 'fromHub'>> {
  const { store, link } = deps;
  const ticket = await store.tickets.getTicket(ticketId);
  const [here, there] = await Promise.all([
    callsHere(store, user, ticket && mayReadTicket(user, ticket) ? ticket.callIds : []),
    callsAtHub(link, ticketId),
  ]);
  const known = new Map(here.map((item) => [item.call.callId, item]));
  const merged = (there ?? []).map((item) => {
    const own = known.get(item.call.callId);
    known.delete(item.call.callId);
    return own ? { ...item, call: own.call, recording: own.recording } : item;
  });
  const items = [...merged, ...known.values()];
  return {
    items: items.toSorted((a, b) => a.call.startedAt - b.call.startedAt),
    fromHub: there !== null,
  };
}

async function callsHere(
  store: Pick<StoreApi, 'calls' | 'tickets' | 'recordings'>,
  user: User,
  callIds: readonly string[],
): Promise<CallListItem[]> {
  const folds = await Promise.all(callIds.map((callId) => store.calls.getCall(callId)));
  const recordings = await store.recordings.recordingsOfCalls([...callIds]);
  return Promise.all(
    folds
      .filter((fold) => fold !== null)
      .map(async ({ record }) => ({
        call: record,
        agentName: record.agentWorkNo === user.workNo ? user.displayName : '',
        ticketNos: await ticketNosOf(store.tickets, user, record.ticketIds),
        recording: recordings.find(({ callId }) => callId === record.callId) ?? null,
      })),
  );
}

/** Since contract 2: a hub of before it is not asked. `null` = it has not answered. */
async function callsAtHub(link: HubLink, ticketId: string): Promise<CallListItem[] | null> {
  if (link.contract() < 2) return null;
  try {
    return (await link.call((hub) => hub.calls.ofTicket({ ticketId }))).items;
  } catch {
    return null;
  }
}

async function ticketNosOf(
  tickets: Pick<StoreApi['tickets'], 'getTicket'>,
  reader: User,
  ids: readonly string[],
): Promise<string[]> {
  const found = await Promise.all(ids.map((ticketId) => tickets.getTicket(ticketId)));
  return found.flatMap((ticket) =>
    ticket && mayReadTicket(reader, ticket) ? [ticket.ticketNo] : [],
  );
}
