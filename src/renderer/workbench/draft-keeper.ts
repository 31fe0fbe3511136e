import type { Draft } from '../../shared/domain/desk/desk-state.ts';
import { type Sheet, draftOf, withDraft } from './sheet.ts';
import type { WorkbenchAccess, WorkbenchDeps } from './workbench-state.ts';

export interface DraftKeeper {
  /** Something was typed: save it soon. */
  touch(): void;
  /** Saves what is typed and not yet written, now. */
  flush(): Promise<void>;
  /** The sheet with what was typed in it and could not be written yet, also after another one was opened. */
  withUnsaved(sheet: Sheet): Sheet;
  /** The sheet was saved or closed: its draft is history. */
  discard(draftKey: string): Promise<void>;
  /** Somebody else works here now. */
  forget(): void;
}

type Typed = Pick<Draft, 'body' | 'base'>;

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
  const unsaved = new Map<string, Typed>();
  let cancel: (() => void) | null = null;
  let cancelLongest: (() => void) | null = null;

  const stop = () => {
    cancel?.();
    cancelLongest?.();
    cancel = null;
    cancelLongest = null;
  };
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
  const write = async () => {
    stop();
    const { sheet } = access.get();
    if (sheet?.busy === null) {
      const typed = draftOf(sheet);
      if (typed) unsaved.set(sheet.draftKey, typed);
      else unsaved.delete(sheet.draftKey);
    }
    // What is being saved as a ticket needs no draft, unless that fails.
    const due = [...unsaved].filter(([key]) => sheet?.draftKey !== key || sheet.busy === null);
    await Promise.all(due.map(([draftKey, typed]) => save(draftKey, typed)));
    retry();
  };
  const retry = () => {
    if (unsaved.size > 0) cancel ??= deps.schedule(() => void write(), retryMs);
  };
  return {
    touch: () => {
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
    discard: async (draftKey) => {
      stop();
      unsaved.delete(draftKey);
      retry();
      try {
        await deps.api.drafts.remove({ draftKey });
      } catch {
        // A draft that stays is offered again and harms nothing.
      }
    },
    forget() {
      stop();
      unsaved.clear();
    },
  };
}
