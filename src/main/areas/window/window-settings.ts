import { windowSettingsSchema } from '../../../shared/contract/window/schemas.ts';
import type { CallAct } from '../../../shared/domain/calls/call-acts.ts';
import {
  type WindowSettings,
  type WindowState,
  defaultWindowSettings,
} from '../../../shared/domain/window/window-settings.ts';
import type { StoreApi } from '../../storage/store-client.ts';

/** Who owns real windows and system-wide keys: Electron. Names the acts whose key another program holds. */
export interface WindowShell {
  apply(settings: WindowSettings): readonly CallAct[];
}

/** The settings of this PC, and what became of them. */
export interface WindowSettingsService {
  current(): Promise<WindowState>;
  /** Takes effect at once and is kept. */
  set(settings: WindowSettings): Promise<WindowState>;
  /** From now on settings take effect there. Without a shell this is a browser, which has no such keys. */
  attach(shell: WindowShell): Promise<void>;
}

const metaKey = 'window.settings';

export function createWindowSettings(
  meta: Pick<StoreApi['meta'], 'getMeta' | 'setMeta'>,
): WindowSettingsService {
  let shell: WindowShell | null = null;
  let taken: readonly CallAct[] = [];

  const read = async (): Promise<WindowSettings> => {
    const text = await meta.getMeta(metaKey);
    const parsed = windowSettingsSchema.safeParse(text === null ? null : JSON.parse(text));
    return parsed.success ? parsed.data : defaultWindowSettings;
  };
  const stateOf = (settings: WindowSettings): WindowState => ({
    settings,
    kind: shell === null ? 'page' : 'window',
    taken,
  });
  return {
    current: async () => stateOf(await read()),
    async set(settings) {
      await meta.setMeta(metaKey, JSON.stringify(settings));
      taken = shell?.apply(settings) ?? [];
      return stateOf(settings);
    },
    async attach(next) {
      shell = next;
      taken = shell.apply(await read());
    },
  };
}
