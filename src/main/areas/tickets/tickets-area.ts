import { draftListLimit } from '../../../shared/contract/tickets/desk.ts';
import { type Draft, askedWords } from '../../../shared/domain/desk/desk-state.ts';
import { ownWords } from '../../../shared/domain/tickets/intake-merge.ts';
import type { TicketId } from '../../../shared/domain/ids.ts';
import type { Area, HostCore } from '../../host/host-core.ts';
import type { CallsArea } from '../calls/calls-area.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';
import type { OfficeArea } from '../office/office-area.ts';
import { type ClosingUndo, createClosingUndo } from './closing-undo.ts';
import { watchSigning } from './sign-watch.ts';
import { type TicketSets, createTicketSets } from './ticket-sets.ts';
import { type Tickets, createTickets } from './tickets.ts';

export interface TicketsArea extends Area, Tickets, TicketSets {
  readonly sendClosings: ClosingUndo['sendClosings'];
  /** What a person has typed and not yet saved. */
  draft(workNo: string, draftKey: string): Promise<Draft | null>;
  drafts(workNo: string): Promise<Draft[]>;
  saveDraft(workNo: string, draft: Omit<Draft, 'savedAt'>): Promise<Draft>;
  removeDraft(workNo: string, draftKey: string): Promise<void>;
}

export function createTicketsArea(
  { store, clock, timers, newId, deskState, signals, undoMs, inBackground }: HostCore,
  {
    calls,
    hubLink,
    office,
  }: {
    readonly calls: CallsArea;
    readonly hubLink: HubLinkArea;
    readonly office: OfficeArea;
  },
): TicketsArea {
  const onChanged = (ticketId: TicketId) => deskState.tell({ kind: 'ticketChanged', ticketId });
  const undo = createClosingUndo({
    store: store.tickets,
    clock,
    timers,
    undoMs,
    holdBack: hubLink.holdBack,
    workNo: () => deskState.current().user?.workNo ?? null,
    onUndoable: (undoable) => deskState.update({ undoable }),
    onChanged,
  });
  // Whoever comes to this desk next does not take back what somebody else has closed.
  signals.user.on('tickets', undo.letGo);
  return {
    close: undo.letGo,
    start: (signal) =>
      inBackground('signWatch', () =>
        watchSigning(
          {
            store: store.tickets,
            clock,
            timers,
            inBackground,
            user: () => deskState.current().user,
            onAlarm: (signAlarm) => deskState.update({ signAlarm }),
          },
          signal,
        ),
      ),
    sendClosings: undo.sendClosings,
    ...createTickets({
      store: store.tickets,
      clock,
      newId,
      recordingOf: async (callId) => {
        const [recording] = await store.recordings.recordingsOfCalls([callId]);
        return recording?.recordingId ?? null;
      },
      onChanged,
      undo,
      onLinked: calls.linkTicket,
      onQueued: hubLink.wakeOutbox,
      rules: office.rules,
    }),
    ...createTicketSets({
      store: store.tickets,
      clock,
      timers,
      newId,
      rules: office.rules,
      hubLink,
    }),
    draft: store.drafts.getDraft,
    drafts: (workNo) => store.drafts.listDrafts(workNo, draftListLimit),
    async saveDraft(workNo, typed) {
      // A page that has not heard of it yet still sends the colleague's words with the own.
      const isGone = await store.tickets.isGone(typed.draftKey);
      const draft = { ...(isGone ? ownOf(typed) : typed), savedAt: clock.now() };
      await store.drafts.saveDraft(workNo, draft);
      return draft;
    },
    removeDraft: store.drafts.removeDraft,
  };
}

function ownOf({ draftKey, body, base, asking }: Omit<Draft, 'savedAt'>): Omit<Draft, 'savedAt'> {
  return {
    draftKey,
    body: ownWords(body, base?.intake ?? null, asking && askedWords(asking)),
    base: null,
  };
}
