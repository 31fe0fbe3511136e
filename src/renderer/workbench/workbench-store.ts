import { createStore } from 'zustand/vanilla';
import type { CallView } from '../../shared/domain/calls/call.ts';
import { owesResult } from '../../shared/domain/workspaces/workspace.ts';
import { carryOut } from './carry-out.ts';
import { createDraftKeeper } from './draft-keeper.ts';
import {
  type Places,
  activePlace,
  callOfSheet,
  noPlaces,
  placeOf,
  placesAfter,
  withoutDone,
} from './places.ts';
import {
  type Sheet,
  draftOf,
  isLocked,
  withAnswer,
  withChoice,
  withEdit,
  withoutCitation,
} from './sheet.ts';
import { forgetSheet, readSheetMark, rememberSheet } from './sheet-mark.ts';
import { sheetOpening } from './sheet-opening.ts';
import { undoClosing } from './undo-closing.ts';
import {
  type WorkbenchAccess,
  type WorkbenchDeps,
  type WorkbenchState,
  confirmationOf,
  isUnsaved,
  openSheet,
} from './workbench-state.ts';

const empty = {
  ...noPlaces,
  sheets: {},
  confirming: null,
  confirmed: [],
  recordings: {},
  drafts: [],
  startFailure: null,
} as const;

/**
 * The workbench: one place for each conversation and for each ticket opened by hand, and the sheets that are typed in (ADR 0208).
 * Typing is sacred: nothing here changes it unasked.
 */
export function createWorkbenchStore(deps: WorkbenchDeps) {
  return createStore<WorkbenchState>()((set, get) => {
    const access = accessTo(get, set);
    const drafts = createDraftKeeper(deps, access);
    const { openFirst, popsChanged, ...opening } = sheetOpening(deps, access, drafts);

    /** Another place in front is another sheet under the same hands. */
    const arrange = (next: Places) => {
      const { activeKey: before } = get();
      const isMoved = next.activeKey !== before;
      if (isMoved) deps.endTyping();
      const kept = withoutDone(next, { isUnsaved: (place) => isUnsaved(get(), place) });
      set({ ...kept, sheets: sheetsIn(get(), kept) });
      if (!isMoved) return;
      set({ confirming: null });
      openFirst(kept.activeKey);
      remember();
    };
    /** After a reload: the conversation that was in front, if it still owes something. */
    const lastFront = ({ places, activeKey }: Places) =>
      places.find(({ key }) => key === readSheetMark(deps.memory)?.callId)?.key ?? activeKey;
    const remember = () => {
      const sheet = openSheet(get());
      if (sheet) rememberSheet(deps.memory, sheet, callOfSheet(get(), sheet));
      else forgetSheet(deps.memory);
    };
    const change = (draftKey: string | undefined, edit: (sheet: Sheet) => Sheet) => {
      const sheet = draftKey === undefined ? undefined : get().sheets[draftKey];
      if (!sheet || sheet.busy !== null) return;
      const next = edit(sheet);
      set({ sheets: { ...get().sheets, [sheet.draftKey]: next } });
      keep(next.draftKey);
    };
    const keep = (draftKey: string) => {
      const sheet = get().sheets[draftKey];
      if (!sheet) return;
      // What is chosen away must not come back with the draft.
      if (sheet.ticket !== null && draftOf(sheet) === null) void drafts.discard(draftKey);
      else drafts.touch(draftKey);
    };
    const changeOpen = (edit: (sheet: Sheet) => Sheet) => change(openSheet(get())?.draftKey, edit);
    return {
      ...empty,
      ...opening,
      noteDesk({ workspaces, calls, aside = [] }) {
        const before = get();
        const isTyping = deps.isTyping() || isUnsaved(before, activePlace(before));
        const told = {
          workspaces,
          calls,
          aside: aside.map(({ key }) => key),
          isTyping,
          isUnsaved: (place: Places['places'][number]) => isUnsaved(get(), place),
        };
        set({ recordings: withRecordings(before, calls) });
        const next = placesAfter(before, told);
        const isFresh = before.places.length === 0 && next.activeKey === noPlaces.activeKey;
        arrange(isFresh ? { ...next, activeKey: lastFront(next) } : next);
        popsChanged(before.places);
      },
      choose: (activeKey) => arrange({ ...get(), activeKey }),
      async close(key) {
        await drafts.flush();
        const { places, activeKey, engaged } = get();
        const others = places.filter((place) => place.key !== key);
        const next = activeKey === key ? (engaged ?? noPlaces.activeKey) : activeKey;
        arrange({ ...get(), places: others, activeKey: next });
        await opening.restoreDrafts();
      },
      async putAside(reason) {
        const place = activePlace(get());
        if (place === null || get().running.includes(place.key)) return;
        // What came of the call is known: what waits is what was typed, and that is listed by its draft.
        const isOwed = place.workspace === null || owesResult(place.workspace);
        const key = isOwed ? place.key : (place.sheetKey ?? place.key);
        await deps.api.workspaces.putAside({ key, reason });
        await get().close(place.key);
      },
      async takeUp(key, workspace) {
        // Not written down: it is a tab all the same, and put aside again after a restart.
        await deps.api.workspaces.takeUp({ key }).catch(() => undefined);
        if (workspace === null) return opening.openDraft(key);
        const { places } = get();
        const isThere = places.some((place) => place.key === key);
        if (!isThere) set({ places: [...places, placeOf(key, workspace)] });
        arrange({ ...get(), activeKey: key });
      },
      adopt: () => {
        const { engaged, places } = get();
        const sheet = openSheet(get());
        const place = places.find(({ key }) => key === engaged);
        if (!place || !sheet || sheet.ticketId === null) return;
        const { ticketId, draftKey } = sheet;
        // What the host cannot be told is linked by saving.
        deps.api.calls.conclude({ callId: place.key, ticketId }).catch(() => undefined);
        access.patchPlace(place.key, {
          adopted: [...place.adopted, ticketId],
          sheetKey: draftKey,
          offered: false,
        });
        get().choose(place.key);
      },
      carryOut: (action) => carryOut({ deps, access, drafts }, action),
      undoClose: () => undoClosing(deps, access),
      async confirm(isMeant) {
        const { confirming, confirmed } = get();
        if (confirming === null) return false;
        set({ confirming: null });
        if (!isMeant || openSheet(get())?.draftKey !== confirming.draftKey) return false;
        set({ confirmed: [...confirmed, confirmationOf(get(), confirming.draftKey)] });
        const isDone = await get().carryOut(confirming.action);
        // Who asked for it has been told "not yet": its form would take it a second time.
        if (isDone && !('changes' in confirming.action)) get().ask(confirming.draftKey, null);
        return isDone;
      },
      async conclude(callId, said) {
        await deps.api.calls.conclude({ callId, ...said });
        const place = get().places.find(({ key }) => key === callId);
        if (place?.workspace)
          access.patchPlace(callId, { workspace: { ...place.workspace, ...said } });
        arrange(get());
      },
      edit: (draftKey, patch) => change(draftKey, (sheet) => withEdit(sheet, patch)),
      insertAnswer: (entry) => changeOpen((sheet) => withAnswer(sheet, entry)),
      removeCitation: (entryId) => changeOpen((sheet) => withoutCitation(sheet, entryId)),
      chooseText: (field, whose) => changeOpen((sheet) => withChoice(sheet, field, whose)),
      ask: (draftKey, asking) => {
        access.patchSheet(draftKey, (sheet) => ({ ...sheet, asking }));
        keep(draftKey);
      },
      putAway: async () => {
        const sheet = openSheet(get());
        if (!sheet || !isLocked(sheet)) return;
        access.patchSheet(sheet.draftKey, (now) => ({ ...now, unsaved: {} }));
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

function accessTo(
  get: () => WorkbenchState,
  set: (patch: Partial<WorkbenchState>) => void,
): WorkbenchAccess {
  return {
    get,
    set,
    patchPlace: (key, patch) =>
      set({
        places: get().places.map((place) => (place.key === key ? { ...place, ...patch } : place)),
      }),
    patchSheet(draftKey, change) {
      const { places } = get();
      const { [draftKey]: sheet, ...others } = get().sheets;
      if (!sheet) return;
      const next = change(sheet);
      set({ sheets: { ...others, [next.draftKey]: next } });
      if (next.draftKey === draftKey) return;
      const renamed = { sheetKey: next.draftKey };
      set({
        places: places.map((place) =>
          place.sheetKey === draftKey ? { ...place, ...renamed } : place,
        ),
      });
    },
  };
}

/** Sheets that lie open somewhere, and those in which words are typed. */
function sheetsIn(state: WorkbenchState, { places }: Places): WorkbenchState['sheets'] {
  const open = new Set(places.map(({ sheetKey }) => sheetKey));
  return Object.fromEntries(
    Object.entries(state.sheets).filter(([key, sheet]) => open.has(key) || draftOf(sheet) !== null),
  );
}

function withRecordings(
  state: WorkbenchState,
  calls: readonly CallView[],
): WorkbenchState['recordings'] {
  const found = calls.flatMap((call) =>
    call.recording.kind === 'recording' && state.recordings[call.callId] === undefined
      ? [[call.callId, call.recording.recordingId] as const]
      : [],
  );
  return found.length === 0
    ? state.recordings
    : { ...state.recordings, ...Object.fromEntries(found) };
}
