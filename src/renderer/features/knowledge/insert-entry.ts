import type { CallView } from '../../../shared/domain/calls/call.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import { type KnowledgeEntry, recordedOf } from '../../../shared/domain/knowledge/knowledge.ts';
import { doneLine } from '../../../shared/domain/tickets/done-line.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { DeskStores } from '../../parts/desk-context.ts';
import { callOfSheet } from '../../workbench/places.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { openSheet } from '../../workbench/workbench-state.ts';

/** 插入答复, but an entry that has expired is asked about first (`ExpiredQuestion`). */
export function insertEntry(stores: DeskStores, entry: KnowledgeEntry): void {
  if (openSheet(stores.workbench.getState()) === null) return;
  const isExpired = entry.validUntil !== null && entry.validUntil <= stores.deps.clock.now();
  if (isExpired) knowledgeStore(stores).getState().doubt(entry);
  else insertAnyway(stores, entry);
}

/** 插入答复: what the entry records goes into the open ticket, with what was really done on it until now. */
export function insertAnyway(stores: DeskStores, entry: KnowledgeEntry): void {
  const { desk, workbench } = stores;
  const state = workbench.getState();
  const sheet = openSheet(state);
  if (sheet === null) return;
  const receiver = { ticket: sheet.ticket, callId: callOfSheet(state, sheet) };
  knowledgeStore(stores).getState().used();
  state.insertAnswer(withDone(entry, receiver, desk.getState().desk?.phone.calls ?? []));
}

interface Receiver {
  readonly ticket: Pick<Ticket, 'course' | 'callIds'> | null;
  readonly callId: CallId | null;
}

/** The entry with the line `已办：…` below its record; as it is when nothing was done. Only the ticket's own calls count. */
export function withDone(
  entry: KnowledgeEntry,
  { ticket, callId }: Receiver,
  calls: readonly CallView[],
): KnowledgeEntry {
  const own = calls.filter(
    (call) => call.callId === callId || ticket?.callIds.includes(call.callId),
  );
  const done = doneLine(ticket, own);
  if (done === '') return entry;
  const recorded = `${recordedOf(entry)}\n${done}`;
  return { ...entry, answer: recorded, wording: entry.wording && { ...entry.wording, recorded } };
}
