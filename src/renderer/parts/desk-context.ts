import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Clock } from '../../shared/clock.ts';
import type { RecordingId } from '../../shared/domain/ids.ts';
import type { RecordingTimeline } from '../../shared/domain/recordings/recording.ts';
import type { DeskApi } from '../stores/desk-api.ts';
import type { ExportedFiles } from '../stores/exported-files.ts';
import type { Memory } from '../stores/memory.ts';
import { startOfOfficeDay } from '../../shared/domain/desk/today-work.ts';
import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import { assert } from '../../shared/assert.ts';
import type { DeskStore, DeskStoreState } from '../stores/desk-store.ts';
import type { LevelsStore } from '../stores/levels-store.ts';
import type { CallListStore } from '../stores/call-list-store.ts';
import type { SessionState, SessionStore } from '../stores/session-store.ts';
import type { SoundStore } from '../stores/sound-store.ts';
import type { TickerStore } from '../stores/ticker-store.ts';
import type { ViewState, ViewStore } from '../stores/view-store.ts';
import type { WorkbenchState } from '../workbench/workbench-state.ts';
import type { WorkbenchStore } from '../workbench/workbench-store.ts';

/** What a feature's own store may be made of. */
export interface FeatureDeps {
  readonly api: DeskApi;
  readonly clock: Clock;
  /** Runs `work` after `delayMs`; returns the way to call it off. */
  schedule(work: () => void, delayMs: number): () => void;
  createId(): string;
  /** Levels and marks of a recording. */
  loadTimeline(recordingId: RecordingId): Promise<RecordingTimeline>;
  readonly exported: ExportedFiles;
  /** What this browser keeps. */
  readonly memory: Memory;
}

/** What every screen may use, made once in the composition root. A store of one feature is a `featureStore`. */
export interface DeskStores {
  readonly deps: FeatureDeps;
  readonly desk: DeskStore;
  readonly levels: LevelsStore;
  readonly session: SessionStore;
  readonly sound: SoundStore;
  readonly view: ViewStore;
  /** Moves once a second. */
  readonly ticker: TickerStore;
  /** Moves every ten seconds. */
  readonly slowTicker: TickerStore;
  readonly workbench: WorkbenchStore;
  readonly callList: CallListStore;
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

export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useStores().session, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useStores().view, select);
}

export function useWorkbench<T>(select: (state: WorkbenchState) => T): T {
  return useStore(useStores().workbench, select);
}

/**
 * Wall time in epoch milliseconds, moving once a second, and the whole component with it: for what is open for a moment.
 * What is always on screen takes `useTimed`, `useTimedSlowly` or `useToday`.
 */
export function useNow(): number {
  return useStore(useStores().ticker, (state) => state.now);
}

/** What `of` makes of the wall time, looked at once a second; drawn anew only when it, or one of its fields, is another. */
export function useTimed<T>(of: (now: number) => T): T {
  return useStore(
    useStores().ticker,
    useShallow(({ now }) => of(now)),
  );
}

/** The same every ten seconds: for what is said in minutes, hours and days, of which a page may show hundreds. */
export function useTimedSlowly<T>(of: (now: number) => T): T {
  return useStore(
    useStores().slowTicker,
    useShallow(({ now }) => of(now)),
  );
}

/** When today began: all that 今天 and 昨天 need to know of the time. */
export function useToday(): number {
  return useTimedSlowly(startOfOfficeDay);
}
