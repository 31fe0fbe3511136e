import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { CallAct } from '../../../shared/domain/calls/call-acts.ts';
import {
  type CallBarMode,
  type ShortcutFault,
  type WindowSettings,
  type WindowState,
  shortcutFaults,
} from '../../../shared/domain/window/window-settings.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskApi } from '../../stores/desk-api.ts';

export interface WindowStoreState {
  /** As the host last answered; `null` until it was asked. */
  readonly window: WindowState | null;
  readonly failure: ErrorCode | null;
  /** The key that was just refused before it was sent, and why. */
  readonly refused: { readonly act: CallAct; readonly fault: ShortcutFault } | null;
  load(): Promise<void>;
  setCallBar(mode: CallBarMode): Promise<void>;
  setShortcut(act: CallAct, accelerator: string | null): Promise<void>;
}

/** Settings of the windows and system-wide keys of this PC; the host keeps them. */
function createWindowStore(deps: { readonly api: Pick<DeskApi, 'window'> }) {
  return createStore<WindowStoreState>()((set, get) => {
    const ask = async (answer: Promise<WindowState>) => {
      try {
        set({ window: await answer, failure: null });
      } catch (error) {
        set({ failure: errorCodeOf(error) });
      }
    };
    const change = async (patch: Partial<WindowSettings>) => {
      const settings = get().window?.settings;
      if (settings) await ask(deps.api.window.set({ ...settings, ...patch }));
    };
    return {
      window: null,
      failure: null,
      refused: null,
      load: () => ask(deps.api.window.get()),
      setCallBar: (callBar) => change({ callBar }),
      async setShortcut(act, accelerator) {
        const before = get().window?.settings.shortcuts;
        if (!before) return;
        const shortcuts = { ...before, [act]: accelerator };
        const fault = shortcutFaults(shortcuts)[act];
        set({ refused: fault ? { act, fault } : null });
        if (!fault) await change({ shortcuts });
      },
    };
  });
}
/** One for the desk. */
export const windowStore = featureStore(({ deps }) => createWindowStore(deps));
