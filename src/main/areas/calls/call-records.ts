import type { HubCommand } from '../../../shared/contract/commands/schemas.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import type { CallId, TicketId } from '../../../shared/domain/ids.ts';
import type { PhoneSnapshot } from '../../../shared/domain/phone/phone-state.ts';
import type { Recording } from '../../../shared/domain/recordings/recording.ts';
import type { CallFold } from '../../storage/call-fold.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { RunInBackground } from '../../host/background.ts';
import { endVanishedCall, foldCall, isTurn, linkTicket, takeRecording } from './fold-call.ts';

/** Writes what is kept of each call, durably, while it runs. */
export interface CallRecords {
  /** Takes up calls that were running when the host last stopped. */
  start(): Promise<void>;
  handleSnapshot(snapshot: PhoneSnapshot): void;
  /** No phone page has come back: its running calls are over. */
  handlePhoneGone(): void;
  linkTicket(callId: CallId, ticketId: TicketId): void;
  /** A recording has grown or was closed: it says more of its call than a phone page that vanished could. */
  noteRecording(recording: Recording): void;
  /** Has this call begun and not ended, as far as the phone page has told? */
  isRunning(callId: CallId): boolean;
  /** Is there a call that was answered and has not ended? */
  isTalking(): boolean;
  /** Resolves when everything handed over so far is on disk. */
  settled(): Promise<void>;
}

/** How often a running call is written down, so that a crash knows its end to a few seconds. */
const seenEveryMs = 5000;

export function createCallRecords(deps: {
  readonly calls: StoreApi['calls'];
  readonly tickets: Pick<StoreApi['tickets'], 'getTicketByNo'>;
  readonly enqueue: (command: HubCommand) => Promise<void>;
  readonly clock: Clock;
  readonly workNo: () => string;
  readonly onChanged: () => void;
  readonly inBackground: RunInBackground;
}): CallRecords {
  const running = new Map<CallId, CallFold>();
  /** `lastSeenAt` of running calls as it is on the disk. */
  const seenOnDisk = new Map<CallId, number>();
  let chain = Promise.resolve();

  /** Writes happen one after the other, so that an older state never overwrites a newer one. */
  const inOrder = (taskName: string, task: () => Promise<void>) => {
    const done = chain.then(task);
    chain = done.catch(() => {});
    deps.inBackground(taskName, () => done);
  };
  const save = async (fold: CallFold) => {
    await deps.calls.saveCall(fold);
    if (fold.record.answeredAt !== null || fold.record.endedAt !== null) {
      await deps.enqueue({ kind: 'callRecord', call: fold.record });
    }
    deps.onChanged();
  };
  const step = (callId: CallId, before: CallFold | null, after: CallFold) => {
    if (after.record.endedAt === null) running.set(callId, after);
    else running.delete(callId);
    const wasSeenAt = seenOnDisk.get(callId) ?? before?.lastSeenAt ?? 0;
    if (isTurn(before, after)) inOrder('calls.save', () => save(after));
    else if (after.lastSeenAt - wasSeenAt >= seenEveryMs)
      inOrder('calls.seen', () => deps.calls.saveCall(after));
    else return;
    if (running.has(callId)) seenOnDisk.set(callId, after.lastSeenAt);
    else seenOnDisk.delete(callId);
  };
  const linkNamedTicket = (callId: CallId, ticketNo: string) =>
    inOrder('calls.linkNamed', async () => {
      const ticket = await deps.tickets.getTicketByNo(ticketNo);
      const fold = running.get(callId);
      if (ticket && fold) step(callId, fold, linkTicket(fold, ticket.ticketId));
    });
  /** Seen only after its end: too short for a snapshot of its own, or already written before the host started again. */
  const takeEnded = (view: CallView) =>
    inOrder('calls.takeEnded', async () => {
      const known = await deps.calls.getCall(view.callId);
      const after = foldCall(known, view, { at: deps.clock.now(), agentWorkNo: deps.workNo() });
      if (isTurn(known, after)) await save(after);
    });
  const ended = new Set<CallId>();
  const named = createNamedTickets();

  return {
    async start() {
      for (const fold of await deps.calls.runningCalls()) running.set(fold.record.callId, fold);
    },
    handleSnapshot(snapshot) {
      const at = deps.clock.now();
      for (const view of snapshot.calls) {
        if (ended.has(view.callId)) continue;
        const before = running.get(view.callId) ?? null;
        if (before === null && view.state === 'ended') {
          ended.add(view.callId);
          takeEnded(view);
          continue;
        }
        step(view.callId, before, foldCall(before, view, { at, agentWorkNo: deps.workNo() }));
        if (view.state === 'ended') ended.add(view.callId);
        else if (named.isNew(view)) linkNamedTicket(view.callId, view.ticketNo);
      }
      const present = new Set(snapshot.calls.map((view) => view.callId));
      for (const [callId, fold] of running)
        if (!present.has(callId)) step(callId, fold, endVanishedCall(fold));
      for (const callId of ended) if (!present.has(callId)) ended.delete(callId);
      named.keepOnly(present);
    },
    handlePhoneGone() {
      for (const [callId, fold] of running) step(callId, fold, endVanishedCall(fold));
    },
    linkTicket: (callId, ticketId) =>
      inOrder('calls.link', async () => {
        const before = running.get(callId) ?? (await deps.calls.getCall(callId));
        if (!before) return;
        const after = linkTicket(before, ticketId);
        if (after === before) return;
        if (after.record.endedAt === null) running.set(callId, after);
        await save(after);
      }),
    noteRecording: (recording) =>
      inOrder('calls.noteRecording', async () => {
        const { callId } = recording;
        const before = running.get(callId) ?? (await deps.calls.getCall(callId));
        if (!before) return;
        const after = takeRecording(before, recording);
        if (after === before) return;
        if (after.record.endedAt === null) running.set(callId, after);
        else await save(after);
      }),
    isRunning: (callId) => running.has(callId),
    isTalking: () => [...running.values()].some(({ record }) => record.answeredAt !== null),
    settled: () => chain,
  };
}

/** The ticket that the PBX named last for each call: another one may follow, with another caller. */
function createNamedTickets() {
  const named = new Map<CallId, string>();
  return {
    isNew(view: CallView): view is CallView & { readonly ticketNo: string } {
      const { callId, ticketNo } = view;
      if (ticketNo === null || named.get(callId) === ticketNo) return false;
      named.set(callId, ticketNo);
      return true;
    },
    keepOnly(present: ReadonlySet<CallId>): void {
      for (const callId of named.keys()) if (!present.has(callId)) named.delete(callId);
    },
  };
}
