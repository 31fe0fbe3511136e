import type { DeskEvent } from '../../shared/contract/desk/schemas.ts';
import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import { idlePhone } from '../../shared/domain/phone/phone-state.ts';
import { type EventQueue, createEventQueue } from './event-queue.ts';
import type { Timers } from './timers.ts';

/** The one assembled state, and the way to everybody who watches it. */
export interface DeskStateHub {
  current(): DeskState;
  /** Changes parts of the state. All changes of one tick go out together. */
  update(change: Partial<DeskState>): void;
  /** Keeps changes back until `settled`, at most `holdMs`: what belongs together is painted once. */
  hold(settled: Promise<void>): void;
  updateSync(change: Partial<DeskState['sync']>): void;
  /** Sends a moment (levels, ticketChanged, callsChanged) to every watcher. */
  tell(event: Exclude<DeskEvent, { kind: 'state' }>): void;
  /** The current state first, then events until the watcher leaves. */
  watch(signal: AbortSignal | undefined): EventQueue<DeskEvent>;
  close(): void;
}

const initialDeskState: DeskState = {
  user: null,
  phone: idlePhone,
  phoneConnected: false,
  pop: null,
  sync: {
    hub: 'offline',
    recordingsWaiting: 0,
    uploading: null,
    lastSyncedAt: null,
    commandsWaiting: 0,
    replicaAt: null,
    error: null,
  },
  problems: [],
  disk: null,
  agent: null,
  calling: null,
  missed: [],
};

/** Longer than any look-up takes; a change may not wait for one that hangs. */
const holdMs = 20;

export function createDeskState(timers: Timers): DeskStateHub {
  const watchers = new Set<EventQueue<DeskEvent>>();
  let state = initialDeskState;
  let pushPlanned = false;
  let holds = 0;

  const push = () => {
    pushPlanned = false;
    if (holds > 0) return;
    for (const watcher of watchers)
      watcher.push({ kind: 'state', state }, (waiting) => waiting.kind === 'state');
  };
  const update = (change: Partial<DeskState>) => {
    state = { ...state, ...change };
    if (pushPlanned) return;
    pushPlanned = true;
    queueMicrotask(push);
  };
  return {
    current: () => state,
    update,
    hold(settled) {
      holds += 1;
      let held = true;
      const release = () => {
        if (!held) return;
        held = false;
        holds -= 1;
        update({});
      };
      const cancel = timers.after(holdMs, release);
      void settled.finally(() => {
        cancel();
        release();
      });
    },
    updateSync: (change) => update({ sync: { ...state.sync, ...change } }),
    tell(event) {
      for (const watcher of watchers)
        watcher.push(event, (waiting) => waiting.kind === 'levels' && event.kind === 'levels');
    },
    watch(signal) {
      const watcher: EventQueue<DeskEvent> = createEventQueue({
        signal,
        onClosed: () => watchers.delete(watcher),
      });
      watchers.add(watcher);
      watcher.push({ kind: 'state', state });
      return watcher;
    },
    close() {
      for (const watcher of [...watchers]) watcher.close();
    },
  };
}
