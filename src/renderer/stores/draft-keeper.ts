import { isDirty, isLocked } from './sheet.ts';
import type { WorkbenchAccess, WorkbenchDeps } from './workbench-store.ts';

export interface DraftKeeper {
  /** Something was typed: save it soon. */
  touch(): void;
  /** Saves what is typed and not yet written, now. */
  flush(): Promise<void>;
  /** The sheet was saved or closed: its draft is history. */
  discard(draftKey: string): Promise<void>;
}

const draftDelayMs = 400;
/** Somebody who types without a pause loses no more than this. */
const longestDelayMs = 2000;

/** Keeps what is typed on the host's disk: a moment after each pause, and every two seconds without one. */
export function createDraftKeeper(
  deps: Pick<WorkbenchDeps, 'api' | 'schedule'>,
  access: WorkbenchAccess,
): DraftKeeper {
  let callOff: (() => void) | null = null;
  let callOffLongest: (() => void) | null = null;

  const stop = () => {
    callOff?.();
    callOffLongest?.();
    callOff = null;
    callOffLongest = null;
  };
  const write = async () => {
    stop();
    const { sheet } = access.get();
    if (!sheet || isLocked(sheet) || sheet.busy !== 'idle' || !isDirty(sheet)) return;
    const { draftKey, intake } = sheet;
    try {
      const draft = await deps.api.drafts.save({ draftKey, body: intake });
      access.patchSheet(draftKey, (now) => ({
        ...now,
        draftSavedAt: draft.savedAt,
        draftFailed: false,
      }));
    } catch {
      // Shown at the foot of the form; the next key press tries again.
      access.patchSheet(draftKey, (now) => ({ ...now, draftFailed: true }));
    }
  };
  return {
    touch: () => {
      callOff?.();
      callOff = deps.schedule(() => void write(), draftDelayMs);
      callOffLongest ??= deps.schedule(() => void write(), longestDelayMs);
    },
    flush: async () => {
      if (callOff === null) return;
      await write();
    },
    discard: async (draftKey) => {
      stop();
      try {
        await deps.api.drafts.remove({ draftKey });
      } catch {
        // A draft that stays is offered again and harms nothing.
      }
    },
  };
}
