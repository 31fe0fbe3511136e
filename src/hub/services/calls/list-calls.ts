import { AppError } from '../../../shared/app-error.ts';
import type { CallListFilter, CallListItem } from '../../../shared/contract/hub.ts';
import type { User } from '../../../shared/domain/user.ts';
import type { HubStore } from '../../storage/hub-store.ts';

/** Calls that fit the filter, newest first. An agent gets the own ones only; asking for others is `hub.forbidden`. */
export async function listCalls(
  store: HubStore,
  user: User,
  filter: CallListFilter,
): Promise<{ items: CallListItem[]; total: number }> {
  const { calls, total } = await store.calls.query(narrowed(filter, user));
  const callIds = calls.map((call) => call.callId);
  const [names, ticketNos, recordings] = await Promise.all([
    store.users.names(calls.map((call) => call.agentWorkNo)),
    store.calls.ticketNos(callIds),
    store.recordings.ofCalls(callIds),
  ]);
  const recordingOf = new Map(recordings.map((stored) => [stored.callId, stored.recording]));
  const items = calls.map((call) => ({
    call,
    agentName: names.get(call.agentWorkNo) ?? '',
    ticketNos: [...(ticketNos.get(call.callId) ?? [])],
    recording: recordingOf.get(call.callId) ?? null,
  }));
  return { items, total };
}

function narrowed(filter: CallListFilter, user: User): CallListFilter {
  if (user.role === 'lead') return filter;
  const asksForOthers = filter.agentWorkNo !== null && filter.agentWorkNo !== user.workNo;
  if (user.role !== 'agent' || asksForOthers) throw new AppError('hub.forbidden');
  return { ...filter, agentWorkNo: user.workNo };
}
