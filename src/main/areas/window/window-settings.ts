import type { CallAct } from '../../../shared/domain/calls/call-acts.ts';
import type { WindowSettings, WindowState } from '../../../shared/domain/window/window-settings.ts';
import { loadKept, saveKept } from '../../../shared/kept/kept.ts';
import { keptWindowSettings } from '../../../shared/kept/window-settings.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { StoreApi } from '../../storage/store-client.ts';

/** Who owns real windows and system-wide keys: Electron. Names the acts whose key another program holds. */
export interface WindowShell {
  apply(settings: WindowSettings): readonly CallAct[];
  /** Opens the folder of a file, with the file marked. */
  showFile(file: string): void;
}

/** The settings of this PC, and what became of them. */
export interface WindowSettingsService {
  current(): Promise<WindowState>;
  /** Takes effect at once and is kept. */
  set(settings: WindowSettings): Promise<WindowState>;
  /** From now on settings take effect there. Without a shell this is a browser, which has no such keys. */
  attach(shell: WindowShell): Promise<void>;
  /** Shows the log in the system's file manager; does nothing in a browser, which has none. */
  showLog(): void;
}

export function createWindowSettings(
  meta: Pick<StoreApi['meta'], 'getMeta' | 'setMeta'>,
  logger: Pick<Logger, 'warn'>,
  logFile: string,
): WindowSettingsService {
  let shell: WindowShell | null = null;
  let taken: readonly CallAct[] = [];

  const read = async (): Promise<WindowSettings> => {
    return loadKept(meta, keptWindowSettings, logger);
  };
  const stateOf = (settings: WindowSettings): WindowState => ({
    settings,
    kind: shell === null ? 'page' : 'window',
    taken,
  });
  return {
    current: async () => stateOf(await read()),
    async set(settings) {
      await saveKept(meta, keptWindowSettings, settings);
      taken = shell?.apply(settings) ?? [];
      return stateOf(settings);
    },
    async attach(next) {
      shell = next;
      taken = shell.apply(await read());
    },
    showLog: () => shell?.showFile(logFile),
  };
}
