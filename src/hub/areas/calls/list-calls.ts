import { AppError } from '../../../shared/app-error.ts';
import type { CallListFilter, CallListItem } from '../../../shared/contract/calls/schemas.ts';
import type { CallRecord } from '../../../shared/domain/calls/call.ts';
import type { Heard } from '../../../shared/domain/recordings/heard.ts';
import type { Recording } from '../../../shared/domain/recordings/recording.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { SignedIn } from '../session/authenticate.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { StoredRecording, StoredSegment } from '../recordings/recordings-repository.ts';
import { hiddenFrom, mayRead } from '../tickets/may-read.ts';
import type { ListedCall, TicketOfCall } from './calls-repository.ts';
import { ownerOf } from './standing.ts';

/**
 * Calls that fit the filter, newest first. An agent gets the own ones only; asking for others is `hub.forbidden`. The
 * recording of a call is the one its record names, else one of the call's own desk; the lead sees further ones beside it.
 */
export async function listCalls(
  store: HubStore,
  signedIn: Pick<SignedIn, 'user' | 'deskProven'>,
  filter: CallListFilter,
): Promise<{ items: CallListItem[]; total: number }> {
  const { calls, total } = await store.calls.query(narrowed(filter, signedIn.user), signedIn.user);
  return { items: await itemsOf(store, signedIn, calls), total };
}

/** Calls of a ticket, oldest first, whoever took them; none of one that is not for who asks. Whose recording may be heard is asked again when it is. */
export async function listCallsOfTicket(
  store: HubStore,
  signedIn: Pick<SignedIn, 'user' | 'deskProven'>,
  ticketId: string,
): Promise<{ items: CallListItem[] }> {
  if (!(await mayRead(store, signedIn.user, ticketId))) return { items: [] };
  return { items: await itemsOf(store, signedIn, await store.calls.ofTicket(ticketId)) };
}

async function itemsOf(
  store: HubStore,
  { user, deskProven }: Pick<SignedIn, 'user' | 'deskProven'>,
  listed: readonly ListedCall[],
): Promise<CallListItem[]> {
  // A desk of before there were keys refuses a list with a field that it does not know.
  const isMarked = user.role === 'lead' && deskProven;
  const calls = listed.map(({ call }) => call);
  const callIds = calls.map((call) => call.callId);
  const [names, tickets, recordings, claims] = await Promise.all([
    store.users.names(calls.map((call) => call.agentWorkNo)),
    store.calls.ticketsOf(callIds),
    store.recordings.ofCalls(callIds),
    store.claims.of('call', callIds),
  ]);
  const isHidden = await hiddenTickets(store, user, { calls, tickets });
  const recordingIds = recordings.map((each) => each.recordingId);
  const segments = await store.recordings.segmentsOf(recordingIds);
  const heard =
    user.role === 'lead' ? await store.heard.of(recordingIds) : new Map<string, readonly Heard[]>();
  const shown = recordings.map((each) => ({
    ...each,
    recording: asFound(each, asShown(each, segments)),
  }));
  return listed.map(({ call, doubtedAt }) => {
    const ofCall = claims.filter((claim) => claim.id === call.callId);
    const deskId = ownerOf(ofCall)?.deskId ?? null;
    const all = shown.filter((each) => each.callId === call.callId);
    const { chosen, others } = chosenOf(call, all, deskId);
    const isDisputed = ofCall.filter((claim) => claim.isFirm).length > 1 || others.length > 0;
    const linked = tickets.filter(
      ({ callId, ticketId }) => callId === call.callId && !isHidden(ticketId),
    );
    return {
      call: { ...call, ticketIds: call.ticketIds.filter((ticketId) => !isHidden(ticketId)) },
      agentName: names.get(call.agentWorkNo) ?? '',
      ticketNos: linked.map(({ ticketNo }) => ticketNo),
      recording: chosen,
      ...(isDisputed && user.role === 'lead' ? { otherRecordings: others } : {}),
      ...(isMarked && doubtedAt !== undefined ? { timesDoubtedAt: doubtedAt } : {}),
      ...heardOf(chosen, heard),
    };
  });
}

/** Those of their tickets that the reader may not read. */
async function hiddenTickets(
  store: HubStore,
  user: User,
  {
    calls,
    tickets,
  }: { readonly calls: readonly CallRecord[]; readonly tickets: readonly TicketOfCall[] },
) {
  const named = calls.flatMap(({ ticketIds }) => ticketIds);
  const hidden = await hiddenFrom(store, user, [
    ...named,
    ...tickets.map(({ ticketId }) => ticketId),
  ]);
  return (ticketId: string) => hidden.has(ticketId);
}

const mostListeners = 50;

function heardOf(recording: Recording | null, all: ReadonlyMap<string, readonly Heard[]>) {
  const heard = recording === null ? undefined : all.get(recording.recordingId);
  return heard === undefined ? {} : { heard: heard.slice(0, mostListeners) };
}

function chosenOf(
  call: CallRecord,
  all: readonly StoredRecording[],
  deskId: string | null,
): { readonly chosen: Recording | null; readonly others: Recording[] } {
  const own = all.filter((each) => each.deskId === deskId && each.recording !== null);
  const named = own.find((each) => (each.claimedId ?? each.recordingId) === call.recordingId);
  const chosen = named ?? own[0] ?? null;
  const others = all.flatMap((each) => {
    return each === chosen || each.recording === null ? [] : [each.recording];
  });
  return { chosen: chosen?.recording ?? null, others };
}

function asFound({ foundDamagedAt }: StoredRecording, shown: Recording | null): Recording | null {
  if (shown === null || foundDamagedAt === undefined) return shown;
  return { ...shown, error: 'recording.damaged' };
}

/** A recording in which something is missing or changed says so, wherever it is on its way. */
function asShown(
  { recordingId, recording }: StoredRecording,
  segments: readonly StoredSegment[],
): Recording | null {
  if (recording === null) return null;
  const own = segments.filter((segment) => segment.recordingId === recordingId);
  const storedBytes = own.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const isHere = storedBytes >= recording.uploadedBytes;
  return isHere && isWhole(own, recording.state === 'synced')
    ? recording
    : { ...recording, error: 'recording.damaged' };
}

/** Nothing is wrong inside, and once all is here, it joins. Of segments of before ADR 0148 nothing is known. */
function isWhole(segments: readonly StoredSegment[], isAllHere: boolean): boolean {
  let nextSeq = 0;
  for (const { content } of segments) {
    if (content === undefined) return true;
    if (content.flaws.length > 0 || (isAllHere && content.firstSeq > nextSeq)) return false;
    nextSeq = Math.max(nextSeq, content.nextSeq);
  }
  return true;
}

function narrowed(filter: CallListFilter, user: User): CallListFilter {
  if (user.role === 'lead') return filter;
  const asksForOthers = filter.agentWorkNo !== null && filter.agentWorkNo !== user.workNo;
  if (user.role !== 'agent' || asksForOthers) throw new AppError('hub.forbidden');
  return { ...filter, agentWorkNo: user.workNo };
}
