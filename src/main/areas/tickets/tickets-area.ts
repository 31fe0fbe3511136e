import { draftListLimit } from '../../../shared/contract/tickets/desk.ts';
import type { Draft } from '../../../shared/domain/desk/desk-state.ts';
import type { HostCore } from '../../host/host-core.ts';
import type { CallsArea } from '../calls/calls-area.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';
import { type Tickets, createTickets } from './tickets.ts';

export interface TicketsArea extends Tickets {
  /** What a person has typed and not yet saved. */
  draft(workNo: string, draftKey: string): Promise<Draft | null>;
  drafts(workNo: string): Promise<Draft[]>;
  saveDraft(workNo: string, draft: Omit<Draft, 'savedAt'>): Promise<Draft>;
  removeDraft(workNo: string, draftKey: string): Promise<void>;
}

export function createTicketsArea(
  { store, clock, newId, deskState }: HostCore,
  { calls, hubLink }: { readonly calls: CallsArea; readonly hubLink: HubLinkArea },
): TicketsArea {
  return {
    ...createTickets({
      store: store.tickets,
      clock,
      newId,
      recordingOf: async (callId) => {
        const [recording] = await store.recordings.recordingsOfCalls([callId]);
        return recording?.recordingId ?? null;
      },
      onChanged: (ticketId) => deskState.tell({ kind: 'ticketChanged', ticketId }),
      onLinked: calls.linkTicket,
      onQueued: hubLink.wakeOutbox,
    }),
    draft: store.drafts.getDraft,
    drafts: (workNo) => store.drafts.listDrafts(workNo, draftListLimit),
    async saveDraft(workNo, typed) {
      const draft = { ...typed, savedAt: clock.now() };
      await store.drafts.saveDraft(workNo, draft);
      return draft;
    },
    removeDraft: store.drafts.removeDraft,
  };
}
