import { type Sheet, type Typed, draftOf, withDraft } from './sheet.ts';
import type { WorkbenchAccess, WorkbenchDeps } from './workbench-state.ts';

export interface DraftKeeper {
  /** Something was typed in this sheet: save it soon. */
  touch(draftKey: string): void;
  /** Saves what is typed and not yet written, now. */
  flush(): Promise<void>;
  /** The sheet with what was typed in it and could not be written yet, also after another one was opened. */
  withUnsaved(sheet: Sheet): Sheet;
  /** The sheet was saved or closed: its draft is history. */
  discard(draftKey: string): Promise<void>;
  /** The agent does not want these words. Rejects with the host's code when they are still there. */
  throwAway(draftKey: string): Promise<void>;
  /** Somebody else works here now. */
  forget(): void;
}

const draftDelayMs = 400;
/** Somebody who types without a pause loses no more than this. */
const longestDelayMs = 2000;
/** A host that was started again is there within seconds. */
const retryMs = 2000;

/**
 * Keeps what is typed on the host's disk: a moment after each pause, and every two seconds without one. What could not be
 * written is tried again until it is, whichever sheet is open by then.
 */
export function createDraftKeeper(
  deps: Pick<WorkbenchDeps, 'api' | 'schedule'>,
  access: WorkbenchAccess,
): DraftKeeper {
  const touched = new Set<string>();
  const unsaved = new Map<string, Typed>();
  let cancel: (() => void) | null = null;
  let cancelLongest: (() => void) | null = null;

  const stop = () => {
    cancel?.();
    cancelLongest?.();
    cancel = null;
    cancelLongest = null;
  };
  const sheetOf = (draftKey: string) => access.get().sheets[draftKey];
  const save = async (draftKey: string, typed: Typed) => {
    try {
      const { savedAt } = await deps.api.drafts.save({ draftKey, ...typed });
      if (unsaved.get(draftKey) === typed) unsaved.delete(draftKey);
      access.patchSheet(draftKey, (now) => ({ ...now, draftSavedAt: savedAt, draftFailed: false }));
    } catch {
      // Shown at the foot of the form, and tried again: the agent may not type another key.
      if (unsaved.has(draftKey))
        access.patchSheet(draftKey, (now) => ({ ...now, draftFailed: true }));
    }
  };
  const take = (draftKey: string) => {
    const sheet = sheetOf(draftKey);
    // What is being saved as a ticket needs no draft, unless that fails.
    if (sheet === undefined || sheet.busy !== null) return;
    touched.delete(draftKey);
    const typed = draftOf(sheet);
    if (typed) unsaved.set(draftKey, typed);
    else unsaved.delete(draftKey);
  };
  const write = async () => {
    stop();
    for (const draftKey of touched) take(draftKey);
    const due = [...unsaved].filter(([key]) => (sheetOf(key)?.busy ?? null) === null);
    await Promise.all(due.map(([draftKey, typed]) => save(draftKey, typed)));
    retry();
  };
  const retry = () => {
    if (unsaved.size + touched.size > 0) cancel ??= deps.schedule(() => void write(), retryMs);
  };
  const throwAway = async (draftKey: string) => {
    touched.delete(draftKey);
    unsaved.delete(draftKey);
    if (unsaved.size + touched.size === 0) stop();
    await deps.api.drafts.remove({ draftKey });
  };
  return {
    touch: (draftKey) => {
      touched.add(draftKey);
      cancel?.();
      cancel = deps.schedule(() => void write(), draftDelayMs);
      cancelLongest ??= deps.schedule(() => void write(), longestDelayMs);
    },
    flush: async () => {
      if (cancel === null) return;
      await write();
    },
    withUnsaved(sheet) {
      const typed = unsaved.get(sheet.draftKey);
      return typed === undefined ? sheet : { ...withDraft(sheet, typed), draftFailed: true };
    },
    throwAway,
    discard: async (draftKey) => {
      try {
        await throwAway(draftKey);
      } catch {
        // A draft that stays is offered again and harms nothing.
      }
    },
    forget() {
      stop();
      touched.clear();
      unsaved.clear();
    },
  };
}
