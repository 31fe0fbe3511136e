import type { Clock } from '../../shared/clock.ts';
import type { DeskEvent } from '../../shared/contract/desk/schemas.ts';
import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import type { RecordingId } from '../../shared/domain/ids.ts';
import type { RecordingTimeline } from '../../shared/domain/recordings/recording.ts';
import type { DeskStores } from '../parts/desk-context.ts';
import { currentCall } from '../../shared/domain/seat/current-call.ts';
import type { DeskApi, HostInfo } from '../stores/desk-api.ts';
import { createAuditStore } from '../features/audit/audit-store.ts';
import { createAgentStore } from '../features/agents/agent-store.ts';
import { createDeskStore } from '../stores/desk-store.ts';
import { createDialerStore } from '../features/call-bar/dialer-store.ts';
import { createKnowledgeStore } from '../features/knowledge/knowledge-store.ts';
import { createLevelsStore } from '../stores/levels-store.ts';
import { createListeningStore } from '../features/recordings/recordings-store.ts';
import { createCallListStore, createTicketListStore } from '../stores/lists.ts';
import type { Memory } from '../stores/memory.ts';
import { createSessionStore } from '../stores/session-store.ts';
import { createSoundStore } from '../features/sound/sound-store.ts';
import { createTickerStore } from '../stores/ticker-store.ts';
import { createViewStore } from '../stores/view-store.ts';
import { createWindowStore } from '../features/settings/window-store.ts';
import { createWorkbenchStore } from '../workbench/workbench-store.ts';

/** Tickets come by the hundred when the desk's copy is filled: the list waits for the last of them. */
const ticketsPauseMs = 300;

export interface DeskDeps {
  readonly api: DeskApi;
  readonly clock: Clock;
  readonly memory: Memory;
  /** Levels and marks of a recording. */
  loadTimeline(recordingId: RecordingId): Promise<RecordingTimeline>;
  createId(): string;
  readonly offerDialLinks: (() => void) | null;
  schedule(work: () => void, delayMs: number): () => void;
  typingPlace(): 'ticketForm' | 'elsewhere' | 'nowhere';
  /** The host is of another build than this page. */
  reload(): void;
}

export interface Desk {
  readonly stores: DeskStores;
  handleInfo(info: HostInfo): void;
  handleEvent(event: DeskEvent): void;
  /** A number of a link: goes into the dial pad, or is offered while somebody types or talks. */
  requestDial(number: string): void;
}

/** Makes the stores and ties what the host tells to them. */
export function createDesk(deps: DeskDeps): Desk {
  const { api, schedule, createId, memory } = deps;
  const desk = createDeskStore(deps);
  const dialer = createDialerStore({
    api,
    workNo: () => desk.getState().desk?.user?.workNo ?? null,
  });
  const stores: DeskStores = {
    createId,
    offerDialLinks: deps.offerDialLinks,
    agent: createAgentStore(deps),
    desk,
    dialer,
    levels: createLevelsStore(),
    session: createSessionStore(deps),
    sound: createSoundStore(deps),
    view: createViewStore(memory),
    windows: createWindowStore(deps),
    ticker: createTickerStore(deps.clock),
    workbench: createWorkbenchStore({
      api,
      memory,
      createId,
      schedule,
      isFormFocused: () => deps.typingPlace() === 'ticketForm',
    }),
    knowledge: createKnowledgeStore(deps),
    ticketList: createTicketListStore(deps),
    callList: createCallListStore({ ...deps, now: deps.clock.now }),
    audit: createAuditStore(deps),
    listening: createListeningStore({
      listCalls: api.calls.list,
      loadTimeline: deps.loadTimeline,
      now: deps.clock.now,
    }),
  };
  const handleState = stateHandler(stores, deps);
  const requestDial = (number: string) => {
    const calls = desk.getState().desk?.phone.calls ?? [];
    const isBusy = currentCall(calls) !== null || deps.typingPlace() !== 'nowhere';
    dialer.getState().request(number, isBusy);
  };
  let callOffTickets = () => {};
  return {
    stores,
    requestDial,
    handleInfo: (info) => {
      const known = stores.desk.getState().info;
      if (known && known.buildId !== info.buildId)
        void stores.workbench.getState().flushDraft().then(deps.reload);
      stores.desk.getState().setInfo(info);
    },
    handleEvent: (event) => {
      switch (event.kind) {
        case 'state':
          return handleState(event.state);
        case 'levels':
          return stores.levels.getState().set(event.levels);
        case 'ticketChanged':
          callOffTickets();
          callOffTickets = schedule(() => refreshShown(stores.ticketList), ticketsPauseMs);
          return void stores.workbench.getState().ticketChanged(event.ticketId);
        case 'dialRequested':
          return requestDial(event.number);
        case 'callsChanged':
          if (stores.view.getState().route === 'recordings')
            void stores.listening.getState().reload();
          return refreshShown(stores.callList);
      }
    },
  };
}

/** Whole states in, pops and sign-in changes out. The sheet of before a reload comes back before the first pop. */
function stateHandler(stores: DeskStores, deps: Pick<DeskDeps, 'typingPlace'>) {
  let userId: string | null = null;
  let ready: Promise<void> = Promise.resolve();
  return (state: DeskState) => {
    const { workbench, desk } = stores;
    const shown = workbench.getState().pop?.callId;
    desk.getState().setDesk(state);
    if ((state.user?.userId ?? null) !== userId) {
      userId = state.user?.userId ?? null;
      workbench.getState().reset();
      ready = userId === null ? Promise.resolve() : workbench.getState().restore();
    }
    workbench.getState().noteCalls(state.phone.calls);
    const { pop } = state;
    if (userId === null || pop === null) return;
    if (pop.callId !== shown) showWorkbench(stores, deps);
    void ready.then(() => workbench.getState().showPop(pop));
  };
}

/** A new caller brings the workbench to the front, unless somebody is typing on another page. */
function showWorkbench(stores: DeskStores, deps: Pick<DeskDeps, 'typingPlace'>) {
  const { route, go } = stores.view.getState();
  if (route !== 'workbench' && deps.typingPlace() === 'nowhere') go('workbench');
}

/** Reads a list again that somebody has looked at. */
function refreshShown(list: DeskStores['callList'] | DeskStores['ticketList']) {
  const { status, refresh } = list.getState();
  if (status !== 'idle') refresh();
}
