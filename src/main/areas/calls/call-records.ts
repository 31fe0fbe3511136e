import { owesResult } from '../../../shared/domain/workspaces/workspace.ts';
import type { HubCommand } from '../../../shared/contract/commands/schemas.ts';
import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { CallPutAway, CallRecord, CallView } from '../../../shared/domain/calls/call.ts';
import type { CallResult } from '../../../shared/domain/calls/call-result.ts';
import type { CallId, TicketId } from '../../../shared/domain/ids.ts';
import type { PhoneSnapshot } from '../../../shared/domain/phone/phone-state.ts';
import type { Recording } from '../../../shared/domain/recordings/recording.ts';
import {
  type Reader,
  anyAgent,
  mayReadTicket,
} from '../../../shared/domain/tickets/ticket-audience.ts';
import type { CallFold } from '../../storage/call-fold.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { RunInBackground } from '../../host/background.ts';
import {
  type CallConclusion,
  concludeCall,
  endVanishedCall,
  foldCall,
  isTurn,
  linkChosen,
  linkTicket,
  takeRecording,
} from './fold-call.ts';

/** Writes what is kept of each call, durably, while it runs. */
export interface CallRecords {
  /** Takes up calls that were running when the host last stopped. */
  start(): Promise<void>;
  handleSnapshot(snapshot: PhoneSnapshot): void;
  /** No phone page has come back: its running calls are over. */
  handlePhoneGone(): void;
  /** A ticket was worked on during the call; `result` is what came of the call by that, unless the agent has said it. */
  linkTicket(callId: CallId, ticketId: TicketId, result: CallResult): void;
  /** What came of an own call and what it is about, as the agent says, during it or after its end. Throws `call.notFound`. */
  conclude(workNo: string, callId: CallId, said: CallConclusion): Promise<void>;
  /** A missed call need not wait to be called back. Who said so first, and why, goes with its record. */
  putAway(callId: CallId, away: CallPutAway): void;
  /** Records of the calls that run, of the signed in person's that owe their result, and of the one that owed it last. */
  conversations(): readonly CallRecord[];
  /** Somebody else works here now. */
  handleUser(workNo: string | null): void;
  /** A recording has grown or was closed: it says more of its call than a phone page that vanished could. */
  noteRecording(recording: Recording): void;
  /** Has this call begun and not ended, as far as the phone page has told? */
  isRunning(callId: CallId): boolean;
  /** Is there a call that was answered and has not ended? */
  isTalking(): boolean;
  /** Resolves when everything handed over so far is on disk. */
  settled(): Promise<void>;
}

/** Calls of before are in the list of calls without a result; the workbench does not ask for them any more. */
const owedForMs = 7 * 24 * 3_600_000;

/** How often a running call is written down, so that a crash knows its end to a few seconds. */
const seenEveryMs = 5000;

export function createCallRecords(deps: {
  readonly calls: StoreApi['calls'];
  readonly tickets: Pick<StoreApi['tickets'], 'getTicketByNo'>;
  readonly enqueue: (command: HubCommand) => Promise<void>;
  readonly clock: Clock;
  readonly workNo: () => string;
  /** Who is signed in: a ticket that is not for this person is linked to no call here. */
  readonly reader: () => Reader | null;
  /** Is this call no conversation, so that no result is owed? */
  readonly isSoundTest: (view: CallView) => boolean;
  readonly onChanged: () => void;
  /** `conversations` gives something else now. */
  readonly onConversations: () => void;
  readonly inBackground: RunInBackground;
}): CallRecords {
  const running = new Map<CallId, CallFold>();
  const owed = new Map<CallId, CallRecord>();
  /** Its result was given last: it is shown with it, and may still be changed. */
  let settled: CallRecord | null = null;
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
  const take = (after: CallFold) => {
    const { callId, endedAt, agentWorkNo } = after.record;
    if (endedAt === null) running.set(callId, after);
    else running.delete(callId);
    const isOwn = agentWorkNo === deps.workNo();
    if (settled?.callId === callId) settled = null;
    if (owesResult(after.record) && isOwn) owed.set(callId, after.record);
    else owed.delete(callId);
    if (after.record.result && endedAt !== null && isOwn) settled = after.record;
    deps.onConversations();
  };
  const step = (callId: CallId, before: CallFold | null, next: CallFold) => {
    const after = linkChosen(next);
    if (before === null || isTurn(before, after)) take(after);
    else running.set(callId, after);
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
      const isTheirs = ticket !== null && mayReadTicket(deps.reader() ?? anyAgent, ticket);
      if (isTheirs && fold) step(callId, fold, linkTicket(fold, ticket.ticketId));
    });
  const look = (view: CallView) => ({
    at: deps.clock.now(),
    agentWorkNo: deps.workNo(),
    isSoundTest: deps.isSoundTest(view),
  });
  /** Seen only after its end: too short for a snapshot of its own, or already written before the host started again. */
  const takeEnded = (view: CallView) =>
    inOrder('calls.takeEnded', async () => {
      const known = await deps.calls.getCall(view.callId);
      const after = foldCall(known, view, look(view));
      if (!isTurn(known, after)) return;
      take(after);
      await save(after);
    });
  /** Changes what is kept of a call, whether it runs or not. */
  const change = async (callId: CallId, how: (fold: CallFold) => CallFold) => {
    const before = running.get(callId) ?? (await deps.calls.getCall(callId));
    const after = before && linkChosen(how(before));
    if (after === null || after === before) return;
    take(after);
    await save(after);
  };
  const ended = new Set<CallId>();
  const named = createNamedTickets();

  return {
    async start() {
      for (const fold of await deps.calls.runningCalls()) running.set(fold.record.callId, fold);
    },
    handleSnapshot(snapshot) {
      for (const view of snapshot.calls) {
        if (ended.has(view.callId)) continue;
        const before = running.get(view.callId) ?? null;
        if (before === null && view.state === 'ended') {
          ended.add(view.callId);
          takeEnded(view);
          continue;
        }
        step(view.callId, before, foldCall(before, view, look(view)));
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
    linkTicket: (callId, ticketId, result) =>
      inOrder('calls.link', async () => {
        await change(callId, (fold) => {
          const linked = linkTicket(fold, ticketId);
          return fold.record.result === null ? concludeCall(linked, { result }) : linked;
        });
      }),
    conclude: (workNo, callId, said) =>
      new Promise((resolve, reject) => {
        inOrder('calls.conclude', async () => {
          const known = running.get(callId) ?? (await deps.calls.getCall(callId));
          if (known?.record.agentWorkNo !== workNo) return reject(new AppError('call.notFound'));
          await change(callId, (fold) => concludeCall(fold, said)).then(resolve, reject);
        });
      }),
    putAway: (callId, away) =>
      inOrder('calls.putAway', () =>
        change(callId, (fold) =>
          fold.record.putAway ? fold : { ...fold, record: { ...fold.record, putAway: away } },
        ),
      ),
    conversations: () => [
      ...owed.values(),
      ...(settled ? [settled] : []),
      ...[...running.values()].map(({ record }) => record),
    ],
    handleUser(workNo) {
      owed.clear();
      settled = null;
      deps.onConversations();
      if (workNo === null) return;
      inOrder('calls.owed', async () => {
        const since = deps.clock.now() - owedForMs;
        for (const { record } of await deps.calls.owedCalls(workNo, since))
          if (deps.workNo() === workNo) owed.set(record.callId, record);
        deps.onConversations();
      });
    },
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
