import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import { assert } from '../../shared/assert.ts';
import type { AuditStore } from '../features/audit/audit-store.ts';
import type { AgentStore } from '../features/agents/agent-store.ts';
import type { DeskStore, DeskStoreState } from '../stores/desk-store.ts';
import type { DialerState, DialerStore } from '../features/call-bar/dialer-store.ts';
import type { KnowledgeState, KnowledgeStore } from '../features/knowledge/knowledge-store.ts';
import type { LevelsStore } from '../stores/levels-store.ts';
import type { ListeningStore } from '../features/recordings/recordings-store.ts';
import type { CallListStore, TicketListStore } from '../stores/lists.ts';
import type { SessionState, SessionStore } from '../stores/session-store.ts';
import type { SoundStore } from '../features/sound/sound-store.ts';
import type { TickerStore } from '../stores/ticker-store.ts';
import type { ViewState, ViewStore } from '../stores/view-store.ts';
import type { WindowStore } from '../features/settings/window-store.ts';
import type { WorkbenchState, WorkbenchStore } from '../workbench/workbench-store.ts';

/** Everything the desk page's components may use, made once in the composition root. */
export interface DeskStores {
  readonly desk: DeskStore;
  readonly agent: AgentStore;
  readonly dialer: DialerStore;
  readonly levels: LevelsStore;
  readonly session: SessionStore;
  readonly sound: SoundStore;
  readonly view: ViewStore;
  readonly windows: WindowStore;
  readonly ticker: TickerStore;
  readonly workbench: WorkbenchStore;
  readonly knowledge: KnowledgeStore;
  readonly ticketList: TicketListStore;
  readonly callList: CallListStore;
  readonly listening: ListeningStore;
  readonly audit: AuditStore;
  createId(): string;
  /** Asks the browser to give `tel:` links to this page; `null` where that is not the page's business. */
  readonly offerDialLinks: (() => void) | null;
}

export const DeskContext = createContext<DeskStores | null>(null);

export function useStores(): DeskStores {
  const stores = useContext(DeskContext);
  assert(stores !== null, 'component is inside the desk context');
  return stores;
}

export function useDeskStore<T>(select: (state: DeskStoreState) => T): T {
  return useStore(useStores().desk, select);
}

/** For screens behind the sign-in, where the host has told its state. */
export function useDeskState<T>(select: (desk: DeskState) => T): T {
  return useStore(useStores().desk, (state) => {
    assert(state.desk !== null, 'the host has told its state');
    return select(state.desk);
  });
}

export function useDialer<T>(select: (state: DialerState) => T): T {
  return useStore(useStores().dialer, select);
}

export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useStores().session, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useStores().view, select);
}

export function useWorkbench<T>(select: (state: WorkbenchState) => T): T {
  return useStore(useStores().workbench, select);
}

export function useKnowledge<T>(select: (state: KnowledgeState) => T): T {
  return useStore(useStores().knowledge, select);
}

/** Wall time in epoch milliseconds, moving once a second. */
export function useNow(): number {
  return useStore(useStores().ticker, (state) => state.now);
}
