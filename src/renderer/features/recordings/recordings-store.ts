import { type StoreApi, createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { DeskEvent } from '../../../shared/contract/desk/schemas.ts';
import type { CallListFilter, CallListItem } from '../../../shared/contract/calls/schemas.ts';
import type { CallId, RecordingId } from '../../../shared/domain/ids.ts';
import type {
  Recording,
  RecordingState,
  RecordingTimeline,
} from '../../../shared/domain/recordings/recording.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { DeskStores } from '../../parts/desk-context.ts';
import { featureStore } from '../../parts/feature-store.ts';

/** What a person may narrow the list by. `days: 0` = today; `null` = all. */
export interface ListeningFilter {
  readonly days: 0 | 7 | 30 | null;
  readonly agentWorkNo: string | null;
  readonly text: string;
  readonly state: RecordingState | null;
}

export interface ListeningState {
  readonly filter: ListeningFilter;
  readonly items: readonly CallListItem[];
  readonly total: number;
  readonly fromHub: boolean;
  readonly loading: boolean;
  readonly error: ErrorCode | null;
  readonly selected: CallListItem | null;
  /** The recording of the chosen call that is being heard: its own one, or one that another desk has brought. */
  readonly heard: Recording | null;
  readonly timeline: RecordingTimeline | null;
  readonly timelineError: ErrorCode | null;
  setFilter(change: Partial<ListeningFilter>): void;
  reload(): Promise<void>;
  loadMore(): Promise<void>;
  select(callId: CallId): Promise<void>;
  /** Takes another recording of the chosen call. */
  hear(recordingId: RecordingId): Promise<void>;
}

export interface ListeningStoreDeps {
  /** Calls as the host lists them; rejects with an `AppError`. */
  readonly listCalls: (
    filter: CallListFilter,
  ) => Promise<{ items: CallListItem[]; total: number; fromHub: boolean }>;
  readonly loadTimeline: (recordingId: RecordingId) => Promise<RecordingTimeline>;
  readonly now: () => number;
}

const pageSize = 50;
const dayMs = 86_400_000;
/** Asia/Shanghai has no daylight saving. */
const shanghaiOffsetMs = 8 * 3_600_000;
/** States in which there is something to hear. */
const audible: RecordingState[] = ['closed', 'uploading', 'synced', 'damaged'];

/** The list of recordings and the one being heard. A slow answer to an older question never replaces a newer one. */
export function createListeningStore(deps: ListeningStoreDeps): StoreApi<ListeningState> {
  let listQuestion = 0;
  let timelineQuestion = 0;
  return createStore<ListeningState>((set, get) => {
    const ask = async (offset: number) => {
      listQuestion += 1;
      const question = listQuestion;
      set({ loading: true, error: null });
      try {
        const page = await deps.listCalls(toQuery(get().filter, offset, deps.now()));
        if (question !== listQuestion) return;
        const items = offset === 0 ? page.items : [...get().items, ...page.items];
        const shown = get().selected;
        const selected = items.find(({ call }) => call.callId === shown?.call.callId) ?? shown;
        set({ items, selected, total: page.total, fromHub: page.fromHub, loading: false });
      } catch (error) {
        if (question === listQuestion) set({ loading: false, error: errorCodeOf(error) });
      }
    };
    const load = async (heard: Recording | null) => {
      timelineQuestion += 1;
      const question = timelineQuestion;
      set({ heard, timeline: null, timelineError: null });
      if (heard === null) return;
      try {
        const timeline = await deps.loadTimeline(heard.recordingId);
        if (question !== timelineQuestion) return;
        set({ timeline });
        if (timeline.flaws && heard.error === null) await get().reload();
      } catch (error) {
        if (question !== timelineQuestion) return;
        const timelineError = errorCodeOf(error);
        set({ timelineError });
        // What was found just now belongs into its row of the list, too.
        if (timelineError === 'recording.damaged') await get().reload();
      }
    };
    return {
      filter: { days: 7, agentWorkNo: null, text: '', state: null },
      items: [],
      total: 0,
      fromHub: false,
      loading: false,
      error: null,
      selected: null,
      heard: null,
      timeline: null,
      timelineError: null,
      setFilter: (change) => set({ filter: { ...get().filter, ...change } }),
      reload: () => ask(0),
      loadMore: () => ask(get().items.length),
      select: async (callId) => {
        const selected = get().items.find((item) => item.call.callId === callId) ?? null;
        set({ selected });
        await load(selected === null ? null : (recordingsOf(selected)[0] ?? null));
      },
      hear: async (recordingId) => {
        const { selected } = get();
        const heard = selected && recordingsOf(selected).find((r) => r.recordingId === recordingId);
        if (heard) await load(heard);
      },
    };
  });
}

/** What there is to hear of a call: its own recording first, then those that other desks have brought. */
export function recordingsOf(item: CallListItem): readonly Recording[] {
  return [...(item.recording ? [item.recording] : []), ...(item.otherRecordings ?? [])];
}

/** One for the desk. */
export const recordingsStore = featureStore(({ deps }) =>
  createListeningStore({
    listCalls: deps.api.calls.list,
    loadTimeline: deps.loadTimeline,
    now: deps.clock.now,
  }),
);

/** The list is read again while it is shown and calls have changed. */
export function hearCalls(event: DeskEvent, stores: DeskStores): void {
  if (event.kind === 'callsChanged' && stores.view.getState().route === 'recordings')
    void recordingsStore(stores).getState().reload();
}

function toQuery(filter: ListeningFilter, offset: number, now: number): CallListFilter {
  const midnight = Math.floor((now + shanghaiOffsetMs) / dayMs) * dayMs - shanghaiOffsetMs;
  return {
    from: filter.days === null ? null : midnight - filter.days * dayMs,
    to: null,
    agentWorkNo: filter.agentWorkNo,
    direction: null,
    text: filter.text.trim(),
    recordingStates: filter.state === null ? audible : [filter.state],
    limit: pageSize,
    offset,
  };
}
