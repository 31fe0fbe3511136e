import type { DeskEvent } from '../../shared/contract/desk/schemas.ts';
import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import type { DeskStores, FeatureDeps } from '../parts/desk-context.ts';
import { forgetWithPerson } from '../parts/feature-store.ts';
import { whenBack } from '../parts/when-back.ts';
import { currentCall } from '../../shared/domain/seat/current-call.ts';
import type { HostInfo } from '../../shared/contract/desk/schemas.ts';
import { createDeskStore } from '../stores/desk-store.ts';
import { createLevelsStore } from '../stores/levels-store.ts';
import { createCallListStore } from '../stores/call-list-store.ts';
import { dialerStore } from '../features/call-bar/dialer-store.ts';
import { createSessionStore } from '../stores/session-store.ts';
import { createSoundStore } from '../stores/sound-store.ts';
import { createTickerStore } from '../stores/ticker-store.ts';
import { tellScreens } from './screens.ts';
import { createViewStore } from '../stores/view-store.ts';
import { createWorkbenchStore } from '../workbench/workbench-store.ts';

export interface DeskDeps extends FeatureDeps {
  readonly offerDialLinks: (() => void) | null;
  typingPlace(): 'ticketForm' | 'elsewhere' | 'nowhere';
  /** Keys are being pressed into a field just now, or an input method composes. */
  isTyping(): boolean;
  /** Takes the focus off the form, so that an input method gives what it holds to the sheet that it was typed in. */
  endTyping(): void;
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
  const stores: DeskStores = {
    deps,
    createId,
    offerDialLinks: deps.offerDialLinks,
    desk,
    levels: createLevelsStore(),
    session: createSessionStore(deps),
    sound: createSoundStore(deps),
    view: createViewStore(memory),
    ticker: createTickerStore(deps.clock),
    slowTicker: createTickerStore(deps.clock),
    workbench: createWorkbenchStore({
      api,
      memory,
      createId,
      schedule,
      isTyping: deps.isTyping,
      endTyping: deps.endTyping,
    }),
    callList: createCallListStore({ ...deps, now: deps.clock.now }),
  };
  forgetWithPerson(desk, stores.callList);
  whenBack(desk, () => {
    stores.callList.getState().renew(0);
    const { sheets, ticketChanged } = stores.workbench.getState();
    for (const { ticketId } of Object.values(sheets))
      if (ticketId !== null) void ticketChanged(ticketId);
  });
  const handleState = stateHandler(stores, deps);
  const requestDial = (number: string) => {
    const calls = desk.getState().desk?.phone.calls ?? [];
    const isBusy = currentCall(calls) !== null || deps.typingPlace() !== 'nowhere';
    dialerStore(stores).getState().request(number, isBusy);
  };
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
      tellScreens(event, stores);
      switch (event.kind) {
        case 'state':
          return handleState(event.state);
        case 'levels':
          return stores.levels.getState().set(event.levels);
        case 'ticketChanged':
          return void stores.workbench.getState().ticketChanged(event.ticketId);
        case 'ticketGone':
          return stores.workbench.getState().ticketGone(event.ticketId);
        case 'dialRequested':
          return requestDial(event.number);
        case 'incidentsChanged':
          return;
        case 'callsChanged':
          return stores.callList.getState().renew(0);
      }
    },
  };
}

/**
 * Whole states in, conversations and sign-in changes out. The sheet of before the reload comes back before the first conversation;
 * after it a state and what the workbench makes of it are one drawing.
 */
function stateHandler(stores: DeskStores, deps: Pick<DeskDeps, 'typingPlace'>) {
  let userId: string | null = null;
  let restoring: Promise<void> | null = null;
  const note = ({ workspaces, phone, aside }: DeskState) => {
    const before = stores.workbench.getState();
    before.noteDesk({ workspaces, calls: phone.calls, aside });
    const { activeKey, engaged, running } = stores.workbench.getState();
    // What lay in front before a reload calls nobody away from another page.
    if (activeKey !== before.activeKey && running.includes(activeKey))
      showWorkbench(stores, deps, engaged === activeKey);
  };
  const restore = async () => {
    const running = stores.workbench.getState().restore();
    restoring = running;
    await running;
    if (restoring === running) restoring = null;
  };
  return (state: DeskState) => {
    const { workbench, desk } = stores;
    desk.getState().setDesk(state);
    if ((state.user?.userId ?? null) !== userId) {
      userId = state.user?.userId ?? null;
      workbench.getState().reset();
      restoring = null;
      if (userId !== null) void restore();
    }
    if (userId === null) return;
    if (restoring === null) note(state);
    else void restoring.then(() => note(state));
  };
}

/** Who is spoken with is shown; who only rings, unless somebody is typing on another page. */
function showWorkbench(
  stores: DeskStores,
  deps: Pick<DeskDeps, 'typingPlace'>,
  isSpokenWith: boolean,
) {
  const { route, go } = stores.view.getState();
  if (route !== 'workbench' && (isSpokenWith || deps.typingPlace() === 'nowhere')) go('workbench');
}
