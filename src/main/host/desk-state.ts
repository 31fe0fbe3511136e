import type { DeskEvent } from '../../shared/contract/desk/schemas.ts';
import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import type { Clock } from '../../shared/clock.ts';
import { keepEqual } from '../../shared/keep-equal.ts';
import type { SeatFacts } from '../../shared/domain/seat/seat-checks.ts';
import { type SeatVerdict, judgeSeat, staleFrom } from '../../shared/domain/seat/seat-verdict.ts';
import { idlePhone } from '../../shared/domain/phone/phone-state.ts';
import { type EventQueue, createEventQueue } from './event-queue.ts';
import type { Timers } from './timers.ts';

/** The one assembled state, and the way to everybody who watches it. */
export interface DeskStateHub {
  current(): DeskState;
  /**
   * Changes parts of the state; the verdict of the seat follows by itself. All changes of one tick go out together; what changes
   * nothing goes to nobody.
   */
  update(change: Partial<Omit<DeskState, 'seat'>>): void;
  /** Calls `listener` with each verdict of the seat, also with one that only time has changed. */
  onSeat(listener: (seat: SeatVerdict) => void): void;
  /** Keeps changes back until `settled`, at most `holdMs`: what belongs together is painted once. */
  hold(settled: Promise<void>): void;
  updateSync(change: Partial<DeskState['sync']>): void;
  /** Sends a moment (levels, ticketChanged, callsChanged) to every watcher. */
  tell(event: Exclude<DeskEvent, { kind: 'state' }>): void;
  /** The current state first, then events until the watcher leaves. */
  watch(signal: AbortSignal | undefined): EventQueue<DeskEvent>;
  close(): void;
}

const initialDeskState: Omit<DeskState, 'seat'> = {
  user: null,
  phone: idlePhone,
  phoneConnected: false,
  workspaces: [],
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

/** What the verdict of the seat is made of. */
const seatFacts: Readonly<Record<keyof SeatFacts, true>> = {
  user: true,
  phone: true,
  phoneConnected: true,
  calling: true,
  disk: true,
  problems: true,
};

/**
 * Longer than a look-up takes on a busy machine: drawn without its pop, the call is drawn twice and both come later. A change may
 * not wait for a look-up that hangs.
 */
const holdMs = 60;

export function createDeskState({
  timers,
  clock,
}: {
  readonly timers: Timers;
  readonly clock: Clock;
}): DeskStateHub {
  const watchers = new Set<EventQueue<DeskEvent>>();
  const seatListeners = new Set<(seat: SeatVerdict) => void>();
  let state: DeskState = { ...initialDeskState, seat: judgeSeat(initialDeskState, clock.now()) };
  /** As everybody was told last. */
  let told = state;
  let cancelStale = () => {};
  let pushPlanned = false;
  let holds = 0;

  const push = () => {
    pushPlanned = false;
    if (holds > 0 || state === told) return;
    told = state;
    for (const watcher of watchers)
      watcher.push({ kind: 'state', state }, (waiting) => waiting.kind === 'state');
  };
  const planPush = () => {
    if (pushPlanned) return;
    pushPlanned = true;
    queueMicrotask(push);
  };
  /** Judges anew, and again when the first proof will be too old. */
  const judge = () => {
    cancelStale();
    const now = clock.now();
    const seat = judgeSeat(state, now);
    state = keepEqual(state, { ...state, seat });
    const from = staleFrom(seat);
    if (from !== null) cancelStale = timers.after(from - now, judge);
    planPush();
    for (const listener of seatListeners) listener(seat);
  };
  const update: DeskStateHub['update'] = (change) => {
    state = keepEqual(state, { ...state, ...change });
    if (Object.keys(change).some((key) => key in seatFacts)) judge();
    else planPush();
  };
  return {
    current: () => state,
    update,
    onSeat: (listener) => void seatListeners.add(listener),
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
      cancelStale();
      for (const watcher of [...watchers]) watcher.close();
    },
  };
}
