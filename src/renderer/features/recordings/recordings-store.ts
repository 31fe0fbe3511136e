import { createStore } from 'zustand/vanilla';
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
import { whenBack } from '../../parts/when-back.ts';
import { type ListPage, createListStore, pageSize } from '../../stores/list-store.ts';
import { type ChosenDays, spanOfDays } from '../../stores/office-days.ts';

/** What a person may narrow the list by. */
export interface ListeningFilter extends ChosenDays {
  readonly agentWorkNo: string | null;
  readonly text: string;
  readonly state: RecordingState | null;
}

/** Calls with something to hear, newest first. */
export function createRecordingList(deps: {
  /** Calls as the host lists them; rejects with an `AppError`. */
  listCalls(filter: CallListFilter): Promise<ListPage<CallListItem>>;
  schedule(work: () => void, delayMs: number): () => void;
  now(): number;
}) {
  return createListStore<CallListItem, ListeningFilter>(
    { days: 7, fromDay: '', toDay: '', agentWorkNo: null, text: '', state: null },
    {
      schedule: deps.schedule,
      load: (filter, offset) => deps.listCalls(toQuery(filter, offset, deps.now())),
    },
  );
}

export interface ListeningState {
  readonly selected: CallListItem | null;
  /** The recording of the chosen call that is being heard: its own one, or one that another desk has brought. */
  readonly heard: Recording | null;
  readonly timeline: RecordingTimeline | null;
  readonly timelineError: ErrorCode | null;
  select(callId: CallId): Promise<void>;
  /** Takes a call that the list need not hold. */
  open(item: CallListItem): Promise<void>;
  /** Takes the next call of the list (1) or the one before (-1); the first one while none is chosen. */
  move(by: 1 | -1): Promise<void>;
  /** How much of which recording this person has heard since the list was read, milliseconds. */
  readonly heardNow: ReadonlyMap<RecordingId, number>;
  noteHeard(recordingId: RecordingId, heardMs: number): void;
  /** Takes another recording of the chosen call. */
  hear(recordingId: RecordingId): Promise<void>;
}

export interface ListeningDeps {
  readonly list: ReturnType<typeof createRecordingList>;
  loadTimeline(recordingId: RecordingId): Promise<RecordingTimeline>;
}

/** States in which there is something to hear. */
const audible: RecordingState[] = ['closed', 'uploading', 'synced', 'damaged'];

/** The recording that is heard. A slow answer to an older question never replaces a newer one. */
export function createListeningStore({ list, loadTimeline }: ListeningDeps) {
  let question = 0;
  const find = (callId: CallId | undefined) =>
    list.getState().page?.items.find(({ call }) => call.callId === callId) ?? null;
  const store = createStore<ListeningState>()((set, get) => {
    const load = async (heard: Recording | null) => {
      question += 1;
      const mine = question;
      set({ heard, timeline: null, timelineError: null });
      if (heard === null) return;
      try {
        const timeline = await loadTimeline(heard.recordingId);
        if (mine !== question) return;
        set({ timeline });
        if (timeline.flaws && heard.error === null) list.getState().refresh();
      } catch (error) {
        if (mine !== question) return;
        const timelineError = errorCodeOf(error);
        set({ timelineError });
        // What was found just now belongs into its row of the list, too.
        if (timelineError === 'recording.damaged') list.getState().refresh();
      }
    };
    const open = async (selected: CallListItem | null) => {
      set({ selected });
      await load(selected === null ? null : (recordingsOf(selected)[0] ?? null));
    };
    return {
      selected: null,
      heard: null,
      timeline: null,
      timelineError: null,
      heardNow: new Map(),
      noteHeard: (recordingId, heardMs) =>
        set({ heardNow: new Map(get().heardNow).set(recordingId, heardMs) }),
      open,
      select: (callId) => open(find(callId)),
      move: async (by) => {
        const items = list.getState().page?.items ?? [];
        const callId = get().selected?.call.callId;
        const at = items.findIndex(({ call }) => call.callId === callId);
        const next = at < 0 ? items[0] : items[at + by];
        if (next) await open(next);
      },
      hear: async (recordingId) => {
        const { selected } = get();
        const heard = selected && recordingsOf(selected).find((r) => r.recordingId === recordingId);
        if (heard) await load(heard);
      },
    };
  });
  // What is read again about the chosen call is shown; a call that the list has no more stays as it was.
  list.subscribe(() => {
    const { selected } = store.getState();
    store.setState({ selected: find(selected?.call.callId) ?? selected });
  });
  return store;
}

/** What there is to hear of a call: its own recording first, then those that other desks have brought. */
export function recordingsOf(item: CallListItem): readonly Recording[] {
  return [...(item.recording ? [item.recording] : []), ...(item.otherRecordings ?? [])];
}

export const recordingList = featureStore(({ deps, desk }) => {
  const store = createRecordingList({
    listCalls: deps.api.calls.list,
    schedule: deps.schedule,
    now: deps.clock.now,
  });
  whenBack(desk, () => store.getState().renew(0));
  return store;
});

export const listeningStore = featureStore((stores) =>
  createListeningStore({
    list: recordingList(stores),
    loadTimeline: stores.deps.loadTimeline,
  }),
);

/** The list is read again while it is shown and calls have changed. */
export function hearCalls(event: DeskEvent, stores: DeskStores): void {
  if (event.kind === 'callsChanged' && stores.view.getState().route === 'recordings')
    recordingList(stores).getState().refresh();
}

function toQuery(filter: ListeningFilter, offset: number, now: number): CallListFilter {
  return {
    ...spanOfDays(filter, now),
    agentWorkNo: filter.agentWorkNo,
    direction: null,
    text: filter.text.trim(),
    recordingStates: filter.state === null ? audible : [filter.state],
    limit: pageSize,
    offset,
  };
}
