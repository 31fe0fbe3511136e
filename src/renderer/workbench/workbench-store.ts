import { createStore } from 'zustand/vanilla';
import type { CallView } from '../../shared/domain/calls/call.ts';
import { carryOut } from './carry-out.ts';
import { createDraftKeeper } from './draft-keeper.ts';
import {
  type Sheet,
  isDirty,
  isLocked,
  withAnswer,
  withChoice,
  withEdit,
  withoutCitation,
} from './sheet.ts';
import { sheetOpening } from './sheet-opening.ts';
import type { WorkbenchAccess, WorkbenchDeps, WorkbenchState } from './workbench-state.ts';

const empty = {
  pop: null,
  offered: false,
  opening: false,
  openFailure: null,
  sheet: null,
  recordings: {},
  asking: {},
} as const;

/** The workbench: who calls, and the one sheet that is typed in. Typing is sacred: nothing here changes it unasked. */
export function createWorkbenchStore(deps: WorkbenchDeps) {
  return createStore<WorkbenchState>()((set, get) => {
    const access: WorkbenchAccess = {
      get,
      set,
      patchSheet: (draftKey, change) => {
        const { sheet } = get();
        if (sheet?.draftKey === draftKey) set({ sheet: change(sheet) });
      },
    };
    const drafts = createDraftKeeper(deps, access);
    const change = (edit: (sheet: Sheet) => Sheet) => {
      const { sheet } = get();
      if (!sheet || sheet.busy !== null) return;
      const next = edit(sheet);
      set({ sheet: next });
      // What is chosen away must not come back with the draft.
      if (next.ticket !== null && !isDirty(next)) void drafts.discard(next.draftKey);
      else drafts.touch();
    };
    return {
      ...empty,
      ...sheetOpening(deps, access, drafts),
      carryOut: (action) => carryOut({ deps, access, drafts }, action),
      noteCalls: (calls) => set(noteCalls(get(), calls)),
      edit: (patch) => change((sheet) => withEdit(sheet, patch)),
      insertAnswer: (entry) => change((sheet) => withAnswer(sheet, entry)),
      removeCitation: (entryId) => change((sheet) => withoutCitation(sheet, entryId)),
      choose: (field, whose) => change((sheet) => withChoice(sheet, field, whose)),
      ask: (draftKey, asking) => {
        const { [draftKey]: _, ...others } = get().asking;
        set({ asking: asking === null ? others : { ...others, [draftKey]: asking } });
      },
      putAway: async () => {
        const { sheet } = get();
        if (!sheet || !isLocked(sheet)) return;
        set({ sheet: { ...sheet, unsaved: {} } });
        await drafts.discard(sheet.draftKey);
      },
      flushDraft: drafts.flush,
      reset() {
        drafts.forget();
        set(empty);
      },
    };
  });
}
export type WorkbenchStore = ReturnType<typeof createWorkbenchStore>;

type Noted = Pick<WorkbenchState, 'recordings' | 'sheet'>;

/** What the workbench remembers of the calls: their recordings, and the call back from the open ticket. */
function noteCalls(state: WorkbenchState, calls: readonly CallView[]): Noted {
  return {
    sheet: withCallBack(state.sheet, calls),
    recordings: withRecordings(state, calls),
  };
}

/** A call dialled from the open ticket belongs to it. */
function withCallBack(sheet: WorkbenchState['sheet'], calls: readonly CallView[]): Noted['sheet'] {
  if (sheet === null || sheet.ticketNo === null || sheet.busy !== null) return sheet;
  const dialled = calls.find(
    (call) => call.direction === 'outbound' && call.ticketNo === sheet.ticketNo,
  );
  if (!dialled || dialled.callId === sheet.callId) return sheet;
  return { ...sheet, callId: dialled.callId, savedAt: null };
}

function withRecordings(state: WorkbenchState, calls: readonly CallView[]): Noted['recordings'] {
  const found = calls.flatMap((call) =>
    call.recording.kind === 'recording' && state.recordings[call.callId] === undefined
      ? [[call.callId, call.recording.recordingId] as const]
      : [],
  );
  return found.length === 0
    ? state.recordings
    : { ...state.recordings, ...Object.fromEntries(found) };
}
