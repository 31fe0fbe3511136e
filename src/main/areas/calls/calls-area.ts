import { AppError } from '../../../shared/app-error.ts';
import type { CallListFilter } from '../../../shared/contract/calls/schemas.ts';
import { isSoundTest } from '../../../shared/domain/phone/call-settings.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { Area, HostCore } from '../../host/host-core.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';
import type { SessionArea } from '../session/session-area.ts';
import { type CallList, listCalls, listCallsOfTicket } from './call-list.ts';
import { createCallProblems } from './call-problems.ts';
import { type CallRecords, createCallRecords } from './call-records.ts';
import { createMissedCalls } from './missed-calls.ts';
import { runSecondPathWatch } from './second-path-watch.ts';

export interface CallsArea
  extends
    Area,
    Pick<
      CallRecords,
      'linkTicket' | 'conclude' | 'conversations' | 'noteRecording' | 'isRunning' | 'isTalking'
    > {
  /** An agent's own calls from this desk; a lead's view of all desks from the hub. Throws the hub's codes for a lead. */
  list(user: User, filter: CallListFilter): Promise<CallList>;
  /** Calls of a ticket, whoever took them: this desk's, and the hub's while it answers. */
  ofTicket(user: User, ticketId: string): Promise<Pick<CallList, 'items' | 'fromHub'>>;
  /** See the contract. */
  putMissedAway(
    user: User,
    away: { readonly callId: string; readonly reason: string },
  ): Promise<void>;
}

/** What another desk has done about a missed citizen is seen so soon. */
const askHubEveryMs = 30_000;

/** What is kept of each call, who was missed, and what is wrong with calls. */
export function createCallsArea(
  core: HostCore,
  { session, hubLink }: { readonly session: SessionArea; readonly hubLink: HubLinkArea },
): CallsArea {
  const { store, clock, timers, deskState, problems, inBackground, signals } = core;
  const missed = createMissedCalls({
    calls: store.calls,
    tickets: store.tickets,
    reader: session.user,
    clock,
    inBackground,
    reached: async (numbers) => {
      if (hubLink.link.contract() < 2) return [];
      return (await hubLink.link.call((hub) => hub.calls.reached({ numbers: [...numbers] }))).keys;
    },
    onMissed: (calls) => deskState.update({ missed: calls }),
  });
  const records = createCallRecords({
    calls: store.calls,
    tickets: store.tickets,
    enqueue: hubLink.enqueue,
    clock,
    workNo: () => session.user()?.workNo ?? '',
    reader: session.user,
    isSoundTest: (view) => isSoundTest(deskState.current().calling, view),
    onChanged: () => {
      deskState.tell({ kind: 'callsChanged' });
      missed.refresh();
    },
    onConversations: () => void signals.conversations.emit(),
    inBackground,
  });
  const callProblems = createCallProblems(problems, timers);
  signals.snapshot.on('calls', (snapshot) => {
    records.handleSnapshot(snapshot);
    missed.handleSnapshot(snapshot);
    callProblems.handleSnapshot(snapshot);
  });
  signals.user.on('calls', ({ user }) => records.handleUser(user?.workNo ?? null));
  signals.phoneAway.on('calls', callProblems.handlePhoneAway);
  signals.phoneGone.on('calls', records.handlePhoneGone);
  return {
    ...records,
    list: (user, filter) => listCalls({ store, link: hubLink.link }, user, filter),
    ofTicket: (user, ticketId) => listCallsOfTicket({ store, link: hubLink.link }, user, ticketId),
    putMissedAway: async (user, { callId, reason }) => {
      const record = (await store.calls.getCall(callId))?.record;
      const isMissed = record?.direction === 'inbound' && record.answeredAt === null;
      if (!isMissed || record.number.key !== null) throw new AppError('input.invalid');
      const away = { at: clock.now(), workNo: user.workNo, reason };
      await store.calls.putMissedAway({ callId, ...away });
      records.putAway(callId, away);
      missed.refresh();
    },
    async restore() {
      await records.start();
      missed.refresh();
    },
    start(signal) {
      inBackground('missed.askHub', async () => {
        while (!signal.aborted) {
          missed.askHub();
          await timers.wait(askHubEveryMs, signal);
        }
      });
      inBackground('secondPath', () =>
        runSecondPathWatch({
          calls: (filter) => hubLink.link.call((hub) => hub.calls.list(filter)),
          isLead: () => session.user()?.role === 'lead',
          timers,
          clock,
          problems,
          signal,
        }),
      );
    },
    stop: records.settled,
  };
}
