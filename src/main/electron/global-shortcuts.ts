import { type CallAct, callActs } from '../../shared/domain/calls/call-acts.ts';
import type { WindowSettings } from '../../shared/domain/window/window-settings.ts';
import type { ElectronApi } from './electron-api.ts';

/** The system-wide keys of the call. They work whatever program has the keyboard. */
export interface GlobalShortcuts {
  /** Replaces the keys; answers the acts whose key the system would not give. */
  apply(shortcuts: WindowSettings['shortcuts']): readonly CallAct[];
}

export function createGlobalShortcuts(deps: {
  readonly electron: Pick<ElectronApi, 'globalShortcut'>;
  readonly onAct: (act: CallAct) => void;
}): GlobalShortcuts {
  const { globalShortcut } = deps.electron;
  return {
    apply(shortcuts) {
      globalShortcut.unregisterAll();
      return callActs.filter((act) => {
        const accelerator = shortcuts[act];
        return accelerator !== null && !globalShortcut.register(accelerator, () => deps.onAct(act));
      });
    },
  };
}
